package dev.driftwarden.check.pages;

import dev.driftwarden.check.Screen;

/** Lines of code for a page. */
final class CodeLines {
    private static final String INDENT = "    ";

    private CodeLines() {}

    /** Without control characters; the spaces in front stay. */
    static String clean(String line) {
        return Screen.plain(line.replace("\n", " ").replace("\t", " ")).stripTrailing();
    }

    /** Broken at spaces outside of quoted texts, so that no line is longer than the width where that can be done. */
    static String broken(String line, int width) {
        StringBuilder all = new StringBuilder();
        int start = 0;
        int space = -1;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            quote = quote == 0 ? (c == '\'' || c == '"' ? c : 0) : (c == quote ? 0 : quote);
            space = c == ' ' && quote == 0 && !line.substring(start, i).isBlank() ? i : space;
            if (i - start >= width && space > start) {
                all.append(line, start, space).append('\n').append(INDENT);
                start = space + 1;
                space = -1;
            }
        }
        return all.append(line.substring(Math.min(start, line.length()))).toString();
    }
}
