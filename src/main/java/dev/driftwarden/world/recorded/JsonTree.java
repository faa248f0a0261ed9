package dev.driftwarden.world.recorded;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.IdentityHashMap;

/** Builds the tree of one file and remembers where its upper objects stand. */
final class JsonTree {
    /** An array in an object in an array holds the members of listings; nothing below them is named in messages. */
    private static final int PLACED_DEPTH = 4;

    private final String file;
    private final JsonParser parser;
    private final JsonNodeFactory nodes = JsonNodeFactory.instance;
    private final IdentityHashMap<JsonNode, Place> places = new IdentityHashMap<>();

    JsonTree(String file, JsonParser parser) {
        this.file = file;
        this.parser = parser;
    }

    /**
     * @throws BadInputException when it is not acceptable JSON
     * @throws IOException when the text cannot be read
     */
    Document read() throws IOException {
        try {
            return document();
        } catch (JsonProcessingException e) {
            JsonLocation location = e.getLocation() == null ? parser.currentLocation() : e.getLocation();
            throw new BadInputException(place(location), inPlainWords(e.getOriginalMessage()));
        }
    }

    /** Jackson's messages name its own settings, which nobody here can change. */
    private static String inPlainWords(String message) {
        return message.replaceAll(", from `[^`]*`", "").replaceAll("(?s): enable `.*|\\R.*", "");
    }

    private Document document() throws IOException {
        if (parser.nextToken() == null) {
            throw new BadInputException(new Place(file, 1, 1), "the file is empty");
        }
        JsonNode root = value(0);
        if (parser.nextToken() != null) {
            throw problem("there is more text behind the end of the JSON value");
        }
        return new Document(file, root, places);
    }

    private JsonNode value(int depth) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(depth);
            case START_ARRAY -> array(depth);
            case VALUE_STRING -> nodes.textNode(wellFormed(parser.getText()));
            case VALUE_NUMBER_INT -> integer();
            case VALUE_NUMBER_FLOAT -> fraction();
            case VALUE_TRUE -> nodes.booleanNode(true);
            case VALUE_FALSE -> nodes.booleanNode(false);
            case VALUE_NULL -> nodes.nullNode();
            default -> throw problem("this is not a JSON value");
        };
    }

    private JsonNode object(int depth) throws IOException {
        ObjectNode object = nodes.objectNode();
        remember(object, depth);
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = wellFormed(parser.currentName());
            parser.nextToken();
            object.set(key, value(depth + 1));
        }
        return object;
    }

    private JsonNode array(int depth) throws IOException {
        ArrayNode array = nodes.arrayNode();
        remember(array, depth);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(depth + 1));
        }
        return array;
    }

    private JsonNode integer() throws IOException {
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw problem("the number does not fit 64 bits");
        }
        return nodes.numberNode(parser.getLongValue());
    }

    private JsonNode fraction() throws IOException {
        double number = parser.getDoubleValue();
        if (!Double.isFinite(number)) {
            throw problem("the number is too large");
        }
        return nodes.numberNode(number);
    }

    /** Half a surrogate pair is no text: it could neither be printed nor sent. */
    private String wellFormed(String text) {
        boolean half = text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
        if (half) {
            throw problem("the text holds half a surrogate pair");
        }
        return text;
    }

    private void remember(JsonNode node, int depth) {
        if (depth < PLACED_DEPTH) {
            places.put(node, here());
        }
    }

    private BadInputException problem(String reason) {
        return new BadInputException(here(), reason);
    }

    private Place here() {
        return place(parser.currentTokenLocation());
    }

    private Place place(JsonLocation location) {
        return new Place(file, Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
    }
}
