package dev.driftwarden.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.driftwarden.policy.Policy.Entra;
import java.util.LinkedHashMap;
import java.util.Map;

/** Hands what holds for the whole directory to every rule that has a parameter for it and was not given one of its own. */
final class EntraParameters {
    private static final String BREAK_GLASS = "breakGlass";
    private static final String RESTORE = "restore";

    private EntraParameters() {}

    static Map<String, Map<String, JsonNode>> added(
            Map<String, Map<String, JsonNode>> given, Entra entra, Map<String, Map<String, JsonNode>> knownRules) {
        Map<String, Map<String, JsonNode>> all = new LinkedHashMap<>(given);
        knownRules.forEach((rule, defaults) -> {
            Map<String, JsonNode> values = new LinkedHashMap<>(all.getOrDefault(rule, Map.of()));
            if (defaults.containsKey(BREAK_GLASS) && !entra.breakGlass().isEmpty()) {
                values.putIfAbsent(BREAK_GLASS, ids(entra));
            }
            if (defaults.containsKey(RESTORE) && entra.restore() != Entra.DEFAULT.restore()) {
                values.putIfAbsent(RESTORE, TextNode.valueOf("report-only"));
            }
            if (!values.isEmpty()) {
                all.put(rule, values);
            }
        });
        return all;
    }

    private static ArrayNode ids(Entra entra) {
        ArrayNode ids = JsonNodeFactory.instance.arrayNode();
        entra.breakGlass().stream().sorted().forEach(ids::add);
        return ids;
    }
}
