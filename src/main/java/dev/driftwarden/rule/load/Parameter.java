package dev.driftwarden.rule.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import dev.driftwarden.yaml.Names;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A value of a rule that users may set.
 *
 * @param initial what it is when nobody sets it; its type is the type that every other value must have
 * @param about in words; empty when the rule does not say
 */
public record Parameter(JsonNode initial, String about) {

    /** What is wrong with giving one of a rule's parameters this value, in one line; empty when nothing is. */
    public static Optional<String> mistake(String ruleId, Map<String, JsonNode> defaults, String name, JsonNode value) {
        JsonNode initial = defaults.get(name);
        if (initial == null) {
            return Optional.of(
                    "'" + ruleId + "' has no parameter '" + name + "'" + Names.suggestion(name, defaults.keySet()));
        }
        return initial.isNull() || initial.getNodeType() == value.getNodeType()
                ? Optional.empty()
                : Optional.of("parameter '" + name + "' of '" + ruleId + "' must be " + words(initial.getNodeType())
                        + ", not " + words(value.getNodeType()));
    }

    private static String words(JsonNodeType type) {
        return switch (type) {
            case ARRAY -> "a list";
            case OBJECT -> "a mapping";
            case STRING -> "a text";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case NULL -> "nothing";
            case BINARY, MISSING, POJO -> type.name().toLowerCase(Locale.ROOT);
        };
    }
}
