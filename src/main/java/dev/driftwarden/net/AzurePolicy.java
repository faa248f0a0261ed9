package dev.driftwarden.net;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * What an Azure Policy definition, as it is assigned, would do to a resource. Only what can be told for certain is told: of a
 * condition that uses a function, a count or an operator that is not known here, nothing is said.
 */
public final class AzurePolicy {
    private static final Pattern PARAMETER = Pattern.compile("\\[parameters\\('([^']+)'\\)]");

    private final JsonNode definition;
    private final JsonNode assignment;

    /**
     * @param definition the body of the policy definition
     * @param assignment the body of the assignment, for the values of parameters
     */
    public AzurePolicy(JsonNode definition, JsonNode assignment) {
        this.definition = definition.path("properties");
        this.assignment = assignment.path("properties");
    }

    /** Whether it certainly refuses a resource with this body. */
    public boolean denies(JsonNode body) {
        return effect().equals("deny")
                && holds(definition.path("policyRule").path("if"), body).orElse(false);
    }

    /**
     * The value that it sets a field to whenever the resource is written; empty when it leaves the field alone.
     *
     * @param alias for instance {@code Microsoft.Storage/storageAccounts/allowBlobPublicAccess}
     */
    public Optional<JsonNode> sets(String alias) {
        if (!effect().equals("modify")) {
            return Optional.empty();
        }
        JsonNode operations = definition.at("/policyRule/then/details/operations");
        return StreamSupport.stream(operations.spliterator(), false)
                .filter(one -> one.path("operation").asText().equalsIgnoreCase("addOrReplace"))
                .filter(one -> one.path("field").asText().equalsIgnoreCase(alias))
                .map(one -> value(one.path("value")))
                .filter(value -> !value.isMissingNode())
                .findFirst();
    }

    private String effect() {
        return value(definition.at("/policyRule/then/effect")).asText().toLowerCase(Locale.ROOT);
    }

    /** A literal, or what a parameter has; missing when it is another expression. */
    private JsonNode value(JsonNode text) {
        if (!text.isTextual() || !text.asText().startsWith("[") || text.asText().startsWith("[[")) {
            return text;
        }
        Matcher named = PARAMETER.matcher(text.asText());
        if (!named.matches()) {
            return MissingNode.getInstance();
        }
        JsonNode given = assignment.path("parameters").path(named.group(1)).path("value");
        return given.isMissingNode()
                ? definition.path("parameters").path(named.group(1)).path("defaultValue")
                : given;
    }

    /** Empty when it cannot be told. */
    private Optional<Boolean> holds(JsonNode condition, JsonNode body) {
        if (condition.has("allOf")) {
            return all(condition.get("allOf"), body, /* wanted= */ true);
        }
        if (condition.has("anyOf")) {
            return all(condition.get("anyOf"), body, /* wanted= */ false).map(none -> !none);
        }
        if (condition.has("not")) {
            return holds(condition.get("not"), body).map(it -> !it);
        }
        return condition.path("field").isTextual()
                ? compare(field(condition.get("field").asText(), body), condition)
                : Optional.empty();
    }

    /** Whether every part is as wanted: one that certainly is not decides, also where others cannot be told. */
    private Optional<Boolean> all(JsonNode parts, JsonNode body, boolean wanted) {
        boolean certain = true;
        for (JsonNode part : parts) {
            Optional<Boolean> holds = holds(part, body);
            if (holds.isPresent() && holds.get() != wanted) {
                return Optional.of(false);
            }
            certain &= holds.isPresent();
        }
        return certain ? Optional.of(true) : Optional.empty();
    }

    private Optional<Boolean> compare(Optional<JsonNode> field, JsonNode condition) {
        if (field.isEmpty()) {
            return Optional.empty();
        }
        JsonNode seen = field.get();
        boolean there = !seen.isMissingNode() && !seen.isNull();
        if (condition.has("exists")) {
            return one(condition.get("exists"), wanted -> wanted.equalsIgnoreCase(String.valueOf(there)));
        }
        String text = there ? seen.asText() : "";
        if (condition.has("equals")) {
            return one(condition.get("equals"), text::equalsIgnoreCase);
        }
        if (condition.has("notEquals")) {
            return one(condition.get("notEquals"), text::equalsIgnoreCase).map(it -> !it);
        }
        if (condition.has("in")) {
            return any(condition.get("in"), text);
        }
        if (condition.has("like")) {
            return one(condition.get("like"), pattern -> like(text, pattern));
        }
        return condition.has("notIn") ? any(condition.get("notIn"), text).map(it -> !it) : Optional.empty();
    }

    /** A star stands for any text. */
    private static boolean like(String text, String pattern) {
        String expression = Pattern.quote(pattern).replace("*", "\\E.*\\Q");
        return Pattern.compile(expression, Pattern.CASE_INSENSITIVE)
                .matcher(text)
                .matches();
    }

    private Optional<Boolean> one(JsonNode wanted, Predicate<String> fits) {
        JsonNode value = value(wanted);
        return value.isValueNode() ? Optional.of(fits.test(value.asText())) : Optional.empty();
    }

    private Optional<Boolean> any(JsonNode wanted, String text) {
        JsonNode values = value(wanted);
        return values.isArray()
                ? Optional.of(StreamSupport.stream(values.spliterator(), false)
                        .anyMatch(one -> one.asText().equalsIgnoreCase(text)))
                : Optional.empty();
    }

    /** An alias's part behind the type is looked up below {@code properties}; an array alias cannot be told. */
    private static Optional<JsonNode> field(String name, JsonNode body) {
        Matcher tag = Pattern.compile("(?i)tags(?:\\['([^']+)']|\\.(\\S+))").matcher(name);
        if (tag.matches()) {
            return Optional.of(body.path("tags").path(tag.group(1) == null ? tag.group(2) : tag.group(1)));
        }
        if (!name.contains("/")) {
            return Optional.of(body.path(name));
        }
        String[] segments = name.split("/");
        String type = body.path("type").asText();
        boolean own = segments.length == type.split("/").length + 1
                && name.toLowerCase(Locale.ROOT).startsWith(type.toLowerCase(Locale.ROOT) + "/");
        if (!own || name.contains("[")) {
            return Optional.empty();
        }
        JsonNode found = body.path("properties");
        for (String part : segments[segments.length - 1].split("\\.")) {
            found = found.path(part);
        }
        return Optional.of(found);
    }
}
