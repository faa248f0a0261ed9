package dev.driftwarden.practice;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/**
 * The part of Azure Policy's rule language that the practice definitions use: {@code allOf}, {@code anyOf}, {@code not}, and
 * {@code field} with {@code equals}, {@code notEquals}, {@code in}, {@code notIn}, {@code like}, {@code exists}. A field is a
 * top-level name, {@code tags['x']}, or an alias, whose part behind the type is looked up in the properties.
 */
final class PolicyCondition {
    private final JsonNode resource;

    PolicyCondition(JsonNode resource) {
        this.resource = resource;
    }

    boolean holds(JsonNode condition) {
        if (condition.has("allOf")) {
            return all(condition.get("allOf"));
        }
        if (condition.has("anyOf")) {
            return any(condition.get("anyOf"));
        }
        if (condition.has("not")) {
            return !holds(condition.get("not"));
        }
        return compare(field(condition.path("field").asText()), condition);
    }

    private boolean all(JsonNode conditions) {
        for (JsonNode condition : conditions) {
            if (!holds(condition)) {
                return false;
            }
        }
        return true;
    }

    private boolean any(JsonNode conditions) {
        for (JsonNode condition : conditions) {
            if (holds(condition)) {
                return true;
            }
        }
        return false;
    }

    private static boolean compare(JsonNode value, JsonNode condition) {
        String text = value.asText();
        if (condition.has("equals")) {
            return same(text, condition.get("equals"));
        }
        if (condition.has("notEquals")) {
            return !same(text, condition.get("notEquals"));
        }
        if (condition.has("in")) {
            return isIn(text, condition.get("in"));
        }
        if (condition.has("notIn")) {
            return !isIn(text, condition.get("notIn"));
        }
        if (condition.has("like")) {
            return Glob.actions(condition.get("like").asText()).matches(text);
        }
        boolean there = !value.isMissingNode() && !value.isNull();
        return condition.has("exists") && same(String.valueOf(there), condition.get("exists"));
    }

    private static boolean same(String text, JsonNode wanted) {
        return text.equalsIgnoreCase(wanted.asText());
    }

    private static boolean isIn(String text, JsonNode wanted) {
        for (JsonNode one : wanted) {
            if (same(text, one)) {
                return true;
            }
        }
        return false;
    }

    private JsonNode field(String name) {
        if (name.toLowerCase(Locale.ROOT).startsWith("tags[")) {
            return resource.path("tags").path(name.replaceAll("^tags\\['?|'?\\]$", ""));
        }
        if (!name.contains("/")) {
            return resource.path(name);
        }
        JsonNode found = resource.path("properties");
        for (String part : name.substring(name.lastIndexOf('/') + 1).split("\\.")) {
            found = found.path(part);
        }
        return found;
    }
}
