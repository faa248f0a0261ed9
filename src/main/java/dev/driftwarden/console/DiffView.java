package dev.driftwarden.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.plan.FieldDiff;
import dev.driftwarden.site.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a plan changes in one field.
 *
 * @param target the last part of the id of what it belongs to
 * @param path of the field; of an object as a whole, what becomes of it
 * @param lines before and after, what is common only once
 */
public record DiffView(String target, String path, List<Line> lines) {
    private static final int CONTEXT = 3;
    private static final int MOST_LINES = 200;
    private static final int LONGEST_LINE = 1_000;
    private static final Set<String> OF_AZURE = Set.of(
            "id",
            "name",
            "type",
            "etag",
            "systemData",
            "provisioningState",
            "createdOn",
            "createdBy",
            "updatedOn",
            "updatedBy");

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
        String target = Shown.text(diff.target().name(), Shown.LINE);
        if (diff.path().isEmpty() && diff.before() != null && diff.after() == null) {
            return new DiffView(target, "is deleted", all("removed", diff.before()));
        }
        if (diff.path().isEmpty() && diff.before() == null && diff.after() != null) {
            return new DiffView(target, "is created", all("added", diff.after()));
        }
        return new DiffView(
                target, Shown.text(diff.path(), Shown.LINE), compared(lines(diff.before()), lines(diff.after())));
    }

    /** What somebody has set in an object that comes or goes; what Azure adds by itself is left out. */
    private static List<Line> all(String kind, JsonNode object) {
        JsonNode body = object.path("properties").isObject() ? object.path("properties") : object;
        JsonNode shown = body.isObject() ? ((ObjectNode) body.deepCopy()).without(OF_AZURE) : body;
        List<Line> lines = new ArrayList<>();
        add(kind, lines(shown), lines);
        return lines;
    }

    private static List<String> lines(@Nullable JsonNode value) {
        if (value == null || value.isMissingNode()) {
            return List.of("(absent)");
        }
        return value.isContainerNode() ? pretty(value).lines().toList() : List.of(value.toString());
    }

    /** Every element of an array on a line of its own, so that a change of one is seen as such. */
    private static String pretty(JsonNode value) {
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);
        try {
            return new ObjectMapper().writer(printer).writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
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
        texts.stream().limit(MOST_LINES).forEach(text -> lines.add(new Line(kind, Shown.text(text, LONGEST_LINE))));
        if (texts.size() > MOST_LINES) {
            lines.add(new Line(kind, "… and " + (texts.size() - MOST_LINES) + " more lines"));
        }
    }
}
