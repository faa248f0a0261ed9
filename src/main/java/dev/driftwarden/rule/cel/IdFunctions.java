package dev.driftwarden.rule.cel;

import static dev.driftwarden.rule.cel.FunctionTable.DYN;
import static dev.driftwarden.rule.cel.FunctionTable.TEXT;

import dev.driftwarden.resource.ResourceId;
import java.util.List;

/** Takes resource ids apart. Real ids vary in case, may lack the leading slash and may end with one. */
final class IdFunctions {
    private IdFunctions() {}

    static void addTo(FunctionTable table) {
        table.add("segment", TEXT, List.of(DYN, DYN), IdFunctions::segment);
        table.add(
                "lastSegment", TEXT, List.of(DYN), a -> id(a[0], "lastSegment").name());
        table.add("parentId", TEXT, List.of(DYN), IdFunctions::parent);
        table.add(
                "resourceType",
                TEXT,
                List.of(DYN),
                a -> id(a[0], "resourceType").type().key());
    }

    private static ResourceId id(Object value, String function) {
        return ResourceId.parse(Arguments.text(value, function));
    }

    /** The segment behind the one with this name; empty when there is none. */
    private static Object segment(Object[] args) {
        String name = Arguments.text(args[1], "segment");
        List<String> segments = id(args[0], "segment").segments();
        for (int i = 0; i + 1 < segments.size(); i++) {
            if (segments.get(i).equalsIgnoreCase(name)) {
                return segments.get(i + 1);
            }
        }
        return "";
    }

    private static Object parent(Object[] args) {
        ResourceId id = id(args[0], "parentId");
        return id.parent()
                .orElseThrow(() -> EvaluationException.of("'" + id + "' has no owner"))
                .path();
    }
}
