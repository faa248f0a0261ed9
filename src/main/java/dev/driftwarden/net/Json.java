package dev.driftwarden.net;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;

/** Reads JSON strictly: missing, null and empty are alike, a value of another type is undecidable. */
final class Json {
    private Json() {}

    static boolean blank(JsonNode node) {
        return node.isMissingNode()
                || node.isNull()
                || (node.isTextual() && node.textValue().isBlank());
    }

    /** The text, or an empty one when there is none. */
    static String text(JsonNode owner, String field, String path) {
        JsonNode node = owner.path(field);
        if (blank(node)) {
            return "";
        }
        if (!node.isTextual()) {
            throw wrongType(join(path, field), "a text", node);
        }
        return node.textValue().strip();
    }

    /** The texts of an array; none when it is missing or null. */
    static List<String> texts(JsonNode owner, String field, String path) {
        JsonNode node = owner.path(field);
        if (node.isMissingNode() || node.isNull()) {
            return List.of();
        }
        String place = join(path, field);
        if (!node.isArray()) {
            throw wrongType(place, "a list of texts", node);
        }
        List<String> texts = new ArrayList<>(node.size());
        for (int i = 0; i < node.size(); i++) {
            if (!node.get(i).isTextual()) {
                throw wrongType(place + "[" + i + "]", "a text", node.get(i));
            }
            texts.add(node.get(i).textValue().strip());
        }
        return texts;
    }

    /** The object, or a missing node when there is none. */
    static JsonNode object(JsonNode owner, String field, String path) {
        JsonNode node = owner.path(field);
        if (!node.isMissingNode() && !node.isNull() && !node.isObject()) {
            throw wrongType(join(path, field), "an object", node);
        }
        return node.isObject() ? node : MissingNode.getInstance();
    }

    /** The array, or an empty list when there is none. */
    static List<JsonNode> elements(JsonNode owner, String field, String path) {
        JsonNode node = owner.path(field);
        if (node.isMissingNode() || node.isNull()) {
            return List.of();
        }
        if (!node.isArray()) {
            throw wrongType(join(path, field), "a list", node);
        }
        List<JsonNode> elements = new ArrayList<>(node.size());
        node.forEach(elements::add);
        return elements;
    }

    static String join(String path, String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    static UndecidableException wrongType(String path, String wanted, JsonNode found) {
        return new UndecidableException(
                path, "expected " + wanted + ", found " + found.getNodeType().name());
    }
}
