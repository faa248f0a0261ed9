package dev.driftwarden.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.rule.RuleInfo;
import java.util.List;
import java.util.TreeMap;

/** Rules as rows and as JSON. */
final class RuleListing {
    private RuleListing() {}

    static Table table(List<RuleInfo> rules) {
        return new Table(
                List.of("id", "severity", "mode", "type", "title"),
                rules.stream()
                        .map(rule -> List.of(
                                rule.id(),
                                rule.severity().toString(),
                                rule.mode().toString(),
                                rule.type().name(),
                                rule.title()))
                        .toList());
    }

    /** {@code {"rules":[…]}}. */
    static String json(List<RuleInfo> rules) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        ArrayNode array = all.putArray("rules");
        rules.forEach(rule -> array.add(json(rule)));
        return text(all);
    }

    static ObjectNode json(RuleInfo rule) {
        ObjectNode one = JsonNodeFactory.instance.objectNode();
        one.put("id", rule.id());
        one.put("title", rule.title());
        one.put("service", rule.service());
        one.put("severity", rule.severity().toString());
        one.put("mode", rule.mode().toString());
        one.put("type", rule.type().name());
        one.put("apiVersion", rule.apiVersion());
        ArrayNode triggers = one.putArray("triggers");
        rule.triggers().forEach(triggers::add);
        ObjectNode controls = one.putObject("controls");
        new TreeMap<>(rule.controls()).forEach((framework, ids) -> ids.forEach(controls.withArray(framework)::add));
        return one;
    }

    static String text(JsonNode json) {
        return json.toPrettyString() + "\n";
    }
}
