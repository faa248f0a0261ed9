package dev.driftwarden.change;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * Cuts a payload, one object or an array of them, into its events, so that a broken one does not take the others with it:
 * whatever stands before a syntax error is kept.
 */
final class PayloadSplitter {
    /** Event Grid's own limits: a batch has at most 5,000 events, an event at most 1 MB. */
    static final int MAX_EVENTS = 5_000;

    static final int MAX_EVENT_CHARACTERS = 1 << 20;
    static final int MAX_PAYLOAD_CHARACTERS = 16 << 20;

    private final ObjectMapper json;
    private final int maxEventCharacters;

    PayloadSplitter(ObjectMapper json, int maxEventCharacters) {
        this.json = json;
        this.maxEventCharacters = maxEventCharacters;
    }

    /** Gives each event to {@code reader}, in order, and each part that could not be cut to {@code problems}. Never throws for input. */
    void split(String payload, Consumer<ParsedEvent> problems, Consumer<JsonNode> reader) {
        if (payload.length() > MAX_PAYLOAD_CHARACTERS) {
            problems.accept(rejected(
                    "the payload has " + payload.length() + " characters; at most " + MAX_PAYLOAD_CHARACTERS
                            + " are read",
                    payload));
            return;
        }
        try (JsonParser parser = json.createParser(payload)) {
            readAll(parser, payload, problems, reader);
        } catch (JsonProcessingException e) {
            problems.accept(rejected("not valid JSON at character " + offset(e), payload));
        } catch (IOException e) {
            problems.accept(rejected("unreadable payload", payload));
        }
    }

    private void readAll(JsonParser parser, String payload, Consumer<ParsedEvent> problems, Consumer<JsonNode> reader)
            throws IOException {
        JsonToken start = parser.nextToken();
        if (start == JsonToken.START_OBJECT) {
            readOne(parser, problems, reader);
        } else if (start == JsonToken.START_ARRAY) {
            readArray(parser, payload, problems, reader);
        } else {
            problems.accept(rejected("neither a JSON object nor an array", payload));
            return;
        }
        if (parser.nextToken() != null) {
            problems.accept(rejected("something follows behind the end of the events", payload));
        }
    }

    private void readArray(JsonParser parser, String payload, Consumer<ParsedEvent> problems, Consumer<JsonNode> reader)
            throws IOException {
        for (int count = 0; parser.nextToken() != JsonToken.END_ARRAY; count++) {
            if (count == MAX_EVENTS) {
                problems.accept(rejected("more than " + MAX_EVENTS + " events; the rest was not read", payload));
                parser.skipChildren();
                skipRest(parser);
                return;
            }
            readOne(parser, problems, reader);
        }
    }

    private static void skipRest(JsonParser parser) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            parser.skipChildren();
        }
    }

    private void readOne(JsonParser parser, Consumer<ParsedEvent> problems, Consumer<JsonNode> reader)
            throws IOException {
        JsonLocation from = parser.currentLocation();
        JsonNode event = json.readTree(parser);
        long length = parser.currentLocation().getCharOffset() - from.getCharOffset();
        if (!event.isObject()) {
            problems.accept(rejected("an event must be a JSON object", event.toString()));
        } else if (length > maxEventCharacters) {
            String reason = "the event has " + length + " characters; at most " + maxEventCharacters + " are read";
            problems.accept(rejected(reason, event.toString()));
        } else {
            reader.accept(event);
        }
    }

    private static long offset(JsonProcessingException e) {
        return e.getLocation() == null ? 0 : e.getLocation().getCharOffset();
    }

    private static ParsedEvent.Rejected rejected(String reason, String event) {
        return ParsedEvent.Rejected.of(reason, event);
    }
}
