package dev.driftwarden.practice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Optional;

/** JSON as the practice Azure reads, writes and merges it. Bodies in the stores are never changed, only replaced. */
final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();
    private static final String ROOT = "/practice/";

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array(Collection<? extends JsonNode> members) {
        return JsonNodeFactory.instance.arrayNode().addAll(members);
    }

    /** The text as JSON, or empty when it is none. */
    static Optional<JsonNode> parse(String text) {
        try {
            return Optional.of(MAPPER.readTree(text)).filter(node -> !node.isMissingNode());
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** The text as a JSON object; an empty text is an empty object. */
    static Optional<ObjectNode> parseObject(String text) {
        return text.isBlank()
                ? Optional.of(object())
                : parse(text).filter(JsonNode::isObject).map(ObjectNode.class::cast);
    }

    static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A data file below {@code /practice/}; its absence is a fault of the build. */
    static JsonNode resource(String name) {
        try (InputStream in = Json.class.getResourceAsStream(ROOT + name)) {
            if (in == null) {
                throw new IllegalStateException("the practice Azure's data file " + name + " is missing");
            }
            return MAPPER.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException("the practice Azure's data file " + name + " cannot be read", e);
        }
    }

    /** A copy of the object with the change merged in; objects below {@code depth} levels and all arrays are replaced. */
    static ObjectNode merge(ObjectNode object, ObjectNode change, int depth) {
        ObjectNode merged = object.deepCopy();
        change.properties().forEach(field -> {
            String name = field.getKey();
            JsonNode value = field.getValue();
            if (value.isNull()) {
                merged.remove(name);
            } else if (depth > 1 && value instanceof ObjectNode inner && merged.get(name) instanceof ObjectNode old) {
                merged.set(name, merge(old, inner, depth - 1));
            } else {
                merged.set(name, value.deepCopy());
            }
        });
        return merged;
    }

    /** The object's member with this name, created when missing. Only for objects that are not in a store yet. */
    static ObjectNode child(ObjectNode object, String name) {
        return object.get(name) instanceof ObjectNode existing ? existing : object.putObject(name);
    }
}
