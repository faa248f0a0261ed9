package dev.driftwarden.change;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

/** JSON that arrives inside a string, as claims and audit values sometimes do. */
record NestedJson(ObjectMapper json) {

    /** The node itself, or what its text holds when that is JSON; a missing node when it is a text that is not. */
    JsonNode open(JsonNode node) {
        if (!node.isTextual()) {
            return node;
        }
        try {
            return json.readTree(node.textValue());
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
