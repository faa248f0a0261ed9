package dev.driftwarden.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.yaml.YamlNode.Mapping;
import dev.driftwarden.yaml.YamlNode.Scalar;
import dev.driftwarden.yaml.YamlNode.Sequence;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Turns YAML values into the JSON values that they stand for. */
final class YamlJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private YamlJson() {}

    static JsonNode of(YamlNode node) {
        if (node instanceof Mapping mapping) {
            ObjectNode object = JSON.objectNode();
            mapping.entries().forEach(entry -> object.set(entry.key(), of(entry.value())));
            return object;
        }
        if (node instanceof Sequence sequence) {
            ArrayNode array = JSON.arrayNode();
            sequence.items().forEach(item -> array.add(of(item)));
            return array;
        }
        return scalar((Scalar) node);
    }

    private static JsonNode scalar(Scalar scalar) {
        return switch (scalar.type()) {
            case TEXT -> JSON.textNode(scalar.text());
            case BOOLEAN -> JSON.booleanNode(Boolean.parseBoolean(scalar.text()));
            case NOTHING -> JSON.nullNode();
            case INTEGER -> whole(new BigInteger(scalar.text()));
            case NUMBER -> number(scalar.text());
        };
    }

    private static JsonNode whole(BigInteger value) {
        return value.bitLength() < Long.SIZE ? JSON.numberNode(value.longValue()) : JSON.numberNode(value);
    }

    private static JsonNode number(String text) {
        try {
            return JSON.numberNode(new BigDecimal(text));
        } catch (NumberFormatException e) {
            return JSON.textNode(text);
        }
    }
}
