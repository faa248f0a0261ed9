package dev.driftwarden.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Says field by field what operations change, given the objects as they are now. */
public final class PlanDiff {
    /** Set by Azure; their absence from a body changes nothing. */
    private static final Set<String> SERVER_OWNED =
            Set.of("id", "name", "type", "etag", "systemData", "provisioningState", "createdOn", "updatedOn");

    private PlanDiff() {}

    /**
     * @param now the target as read; null when it does not exist
     */
    public static List<FieldDiff> of(Operation operation, @Nullable JsonNode now) {
        return switch (operation.method()) {
            case DELETE -> List.of(new FieldDiff(operation.target(), "", now, null));
            case PATCH -> changed(operation, now, /* alsoRemoved= */ false);
            case PUT ->
                now == null
                        ? List.of(new FieldDiff(operation.target(), "", null, operation.body()))
                        : changed(operation, now, /* alsoRemoved= */ true);
            case POST -> List.of(new FieldDiff(operation.target(), "", null, operation.body()));
        };
    }

    private static List<FieldDiff> changed(Operation operation, @Nullable JsonNode now, boolean alsoRemoved) {
        Map<String, JsonNode> before = leaves(now == null ? null : Effect.state(operation, now));
        Map<String, JsonNode> after = leaves(operation.body());
        List<FieldDiff> diffs = new ArrayList<>();
        after.forEach((path, value) -> {
            JsonNode old = before.get(path);
            if (!value.equals(old)) {
                diffs.add(new FieldDiff(operation.target(), path, old, value));
            }
        });
        if (alsoRemoved) {
            before.forEach((path, value) -> {
                if (!after.containsKey(path) && !serverOwned(path)) {
                    diffs.add(new FieldDiff(operation.target(), path, value, null));
                }
            });
        }
        return diffs;
    }

    private static boolean serverOwned(String path) {
        return List.of(path.split("\\.")).stream().anyMatch(SERVER_OWNED::contains);
    }

    /** Arrays count as one value: they are replaced whole. */
    private static Map<String, JsonNode> leaves(@Nullable JsonNode tree) {
        Map<String, JsonNode> found = new TreeMap<>();
        if (tree != null) {
            collect("", tree, found);
        }
        return found;
    }

    private static void collect(String path, JsonNode node, Map<String, JsonNode> found) {
        if (!node.isObject() || node.isEmpty()) {
            found.put(path, node);
            return;
        }
        node.properties()
                .forEach(field -> collect(
                        path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue(), found));
    }
}
