package dev.driftwarden.check.pages;

import dev.driftwarden.check.Screen;
import dev.driftwarden.rule.load.Template;
import java.util.List;
import java.util.stream.Collectors;

/** Writes Markdown in which no text from a rule file can become markup. */
final class Markdown {
    private static final int WIDTH = 110;
    private final StringBuilder text = new StringBuilder();

    /** One line of text that stands for itself. */
    static String escaped(String text) {
        return line(text)
                .replaceAll("([\\\\`*_\\[\\]#|!~$])", "\\\\$1")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replaceFirst("^([-+]|\\d+[.)])(?=\\s|$)", "\\\\$1");
    }

    /** A short piece of code; fit for a table too. */
    static String code(String text) {
        String line = line(text);
        String fence = "`".repeat(longestRun(line) + 1);
        String space = line.startsWith("`") || line.endsWith("`") ? " " : "";
        return line.isEmpty() ? "" : fence + space + line.replace("|", "\\|") + space + fence;
    }

    /** Pieces of code with commas between them. */
    static String codes(List<String> texts) {
        return texts.stream().map(Markdown::code).collect(Collectors.joining(", "));
    }

    /** A text with what is computed shown as code. */
    static String words(Template template) {
        return template.parts().stream().map(Markdown::part).collect(Collectors.joining());
    }

    private static String part(Template.Part part) {
        return part instanceof Template.Computed computed
                ? code("${" + computed.expression().text() + "}")
                : escapedPart(((Template.Literal) part).text());
    }

    private static String escapedPart(String text) {
        String inner = escaped(text);
        return (text.startsWith(" ") ? " " : "") + inner + (text.endsWith(" ") && !text.isBlank() ? " " : "");
    }

    private static String line(String text) {
        return Screen.plain(text.replaceAll("\\s+", " ").strip());
    }

    private static int longestRun(String text) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = text.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    Markdown heading(int level, String title) {
        return paragraph("#".repeat(level) + " " + escaped(title));
    }

    /** A paragraph, of Markdown. */
    Markdown paragraph(String markdown) {
        text.append(text.isEmpty() ? "" : "\n").append(markdown.strip()).append('\n');
        return this;
    }

    /** A list with a point for each piece of Markdown; nothing when there is none. */
    Markdown points(List<String> items) {
        if (!items.isEmpty()) {
            paragraph(items.stream().map(item -> "- " + item.strip()).collect(Collectors.joining("\n")));
        }
        return this;
    }

    /** A table of Markdown; nothing when it has no rows. */
    Markdown table(List<String> headings, List<List<String>> rows) {
        if (!rows.isEmpty()) {
            String rule = "|" + "---|".repeat(headings.size());
            paragraph(row(headings) + "\n" + rule + "\n"
                    + rows.stream().map(Markdown::row).collect(Collectors.joining("\n")));
        }
        return this;
    }

    private static String row(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
    }

    /** A block of code; long lines are broken where no quoted text is. */
    Markdown block(String language, List<String> lines) {
        String fence = "`".repeat(Math.max(3, longestRun(String.join("\n", lines)) + 1));
        String code = lines.stream()
                .map(CodeLines::clean)
                .map(line -> CodeLines.broken(line, WIDTH))
                .collect(Collectors.joining("\n"));
        return paragraph(fence + language + "\n" + code + "\n" + fence);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
