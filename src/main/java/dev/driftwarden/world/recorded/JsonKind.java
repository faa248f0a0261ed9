package dev.driftwarden.world.recorded;

import com.fasterxml.jackson.databind.JsonNode;

/** What a JSON value is, in the words of messages. */
final class JsonKind {
    private JsonKind() {}

    static String of(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "a list";
            case STRING -> "a text";
            case BOOLEAN -> "a boolean";
            case NUMBER -> "a number";
            case NULL -> "null";
            case MISSING -> "nothing";
            default -> "an object";
        };
    }
}
