package dev.driftwarden.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Checks JSON against the few JSON Schema words that the vendored subsets use: type, required, properties,
 * additionalProperties, items, enum, minimum, minItems.
 */
public final class SchemaSubset {
    private final JsonNode schema;

    private SchemaSubset(JsonNode schema) {
        this.schema = schema;
    }

    public static SchemaSubset read(String name) throws IOException {
        try (InputStream in = SchemaSubset.class.getResourceAsStream("/schema/" + name)) {
            return new SchemaSubset(new ObjectMapper().readTree(Objects.requireNonNull(in)));
        }
    }

    /** Everything that is wrong, each with its path. */
    public List<String> problems(JsonNode value) {
        List<String> problems = new ArrayList<>();
        check(schema, value, "$", problems);
        return problems;
    }

    private static void check(JsonNode schema, JsonNode value, String path, List<String> problems) {
        if (schema.has("type") && !hasType(value, schema.get("type").asText())) {
            problems.add(path + " is not of type " + schema.get("type").asText());
            return;
        }
        if (schema.has("enum") && !holds(schema.get("enum"), value)) {
            problems.add(path + " is " + value + ", not one of " + schema.get("enum"));
        }
        if (schema.has("minimum") && value.asLong() < schema.get("minimum").asLong()) {
            problems.add(path + " is less than " + schema.get("minimum"));
        }
        if (schema.has("minItems") && value.size() < schema.get("minItems").asInt()) {
            problems.add(path + " has too few items");
        }
        schema.path("required").forEach(name -> {
            if (!value.has(name.asText())) {
                problems.add(path + " lacks " + name.asText());
            }
        });
        value.properties().forEach(field -> {
            JsonNode property = schema.path("properties").path(field.getKey());
            if (!property.isMissingNode()) {
                check(property, field.getValue(), path + "." + field.getKey(), problems);
            } else if (!schema.path("additionalProperties").asBoolean(true)) {
                problems.add(path + " has an unknown property " + field.getKey());
            }
        });
        for (int i = 0; value.isArray() && schema.has("items") && i < value.size(); i++) {
            check(schema.get("items"), value.get(i), path + "[" + i + "]", problems);
        }
    }

    private static boolean hasType(JsonNode value, String type) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            default -> throw new IllegalArgumentException(type);
        };
    }

    private static boolean holds(JsonNode values, JsonNode value) {
        for (JsonNode one : values) {
            if (one.asText().equals(value.asText())) {
                return true;
            }
        }
        return false;
    }
}
