package dev.driftwarden.console;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.plan.FieldDiff;
import dev.driftwarden.web.Shown;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a plan changes in one field.
 *
 * @param target the last part of the id of what it belongs to
 * @param path empty for the object as a whole
 * @param lines before and after, what is common only once
 */
public record DiffView(String target, String path, List<Line> lines) {
    private static final int CONTEXT = 3;

    public DiffView {
        lines = List.copyOf(lines);
    }

    /**
     * One line.
     *
     * @param kind {@code removed}, {@code added} or {@code same}
     */
    public record Line(String kind, String text) {
        /** What stands before the line, so that colour is not the only sign. */
        public String sign() {
            return switch (kind) {
                case "removed" -> "−";
                case "added" -> "+";
                default -> " ";
            };
        }
    }

    static DiffView of(FieldDiff diff) {
        return new DiffView(
                Shown.text(diff.target().name(), Shown.LINE),
                Shown.text(diff.path(), Shown.LINE),
                compared(lines(diff.before()), lines(diff.after())));
    }

    private static List<String> lines(@Nullable JsonNode value) {
        if (value == null || value.isMissingNode()) {
            return List.of("(absent)");
        }
        String text = value.isContainerNode() ? value.toPrettyString() : value.toString();
        return Shown.text(text, Shown.BLOCK).lines().toList();
    }

    /** Lines that begin or end both texts are the same; what lies between was changed. */
    private static List<Line> compared(List<String> before, List<String> after) {
        int shorter = Math.min(before.size(), after.size());
        int head = 0;
        while (head < shorter && before.get(head).equals(after.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < shorter - head
                && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
            tail++;
        }
        List<Line> lines = new ArrayList<>();
        add("same", before.subList(Math.max(0, head - CONTEXT), head), lines);
        add("removed", before.subList(head, before.size() - tail), lines);
        add("added", after.subList(head, after.size() - tail), lines);
        int end = before.size() - tail;
        add("same", before.subList(end, Math.min(before.size(), end + CONTEXT)), lines);
        return lines;
    }

    private static void add(String kind, List<String> texts, List<Line> lines) {
        texts.forEach(text -> lines.add(new Line(kind, text)));
    }
}
