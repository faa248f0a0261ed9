package dev.driftwarden.cli;

import dev.driftwarden.rule.load.RuleDefinition;
import dev.driftwarden.rule.load.RuleSource;
import java.util.List;

/** The part of a rule file that is about one rule, as its author wrote it, comments included. */
final class RuleText {
    private RuleText() {}

    /** Empty when the rule's file is not among the sources. */
    static String of(RuleDefinition rule, List<RuleSource> sources) {
        return sources.stream()
                .filter(source -> source.name().equals(rule.place().file()))
                .findFirst()
                .map(source -> block(
                        source.text().lines().toList(),
                        rule.place().line(),
                        rule.place().column()))
                .orElse("");
    }

    private static String block(List<String> lines, int firstLine, int column) {
        StringBuilder text = new StringBuilder();
        int indentation = column - 1;
        for (int i = firstLine - 1; i < lines.size(); i++) {
            String line = lines.get(i);
            boolean next = i >= firstLine && !line.isBlank() && indentationOf(line) < indentation;
            if (next) {
                break;
            }
            text.append(line.isBlank() ? "" : line.substring(Math.min(indentation, line.length())))
                    .append('\n');
        }
        return text.toString().stripTrailing() + "\n";
    }

    private static int indentationOf(String line) {
        return line.length() - line.stripLeading().length();
    }
}
