package dev.driftwarden.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what Event Grid delivers, in the Event Grid or the CloudEvents schema, one event or an array. Never throws for input:
 * a throw would make Event Grid send the same event again for a day.
 */
public final class EventParser {
    private final PayloadSplitter splitter;
    private final EventReader reader;

    /**
     * @param clock gives the time of an event that has none
     * @param allowedTenants tenant ids whose events are taken; empty takes any
     * @param allowedSubscriptions subscription ids whose events are taken; empty takes any
     */
    public EventParser(Clock clock, Set<String> allowedTenants, Set<String> allowedSubscriptions) {
        ObjectMapper json = new ObjectMapper();
        this.splitter = new PayloadSplitter(json, PayloadSplitter.MAX_EVENT_CHARACTERS);
        this.reader = new EventReader(clock, json, new KnownScopes(allowedTenants, allowedSubscriptions));
    }

    /** What became of each event, in the order of the payload; never empty unless the payload is an empty array. */
    public List<ParsedEvent> parse(String payload) {
        List<ParsedEvent> events = new ArrayList<>();
        splitter.split(payload, events::add, event -> events.add(readOne(event)));
        return List.copyOf(events);
    }

    /** As {@link #parse}, for a storage queue message, base64 or plain. */
    public List<ParsedEvent> parseQueueMessage(String message) {
        return parse(QueueMessageDecoder.decode(message));
    }

    private ParsedEvent readOne(JsonNode event) {
        Optional<String> missing = EventEnvelope.missing(event);
        if (missing.isPresent()) {
            return rejected(missing.get(), event);
        }
        EventEnvelope envelope;
        try {
            envelope = EventEnvelope.read(event);
        } catch (RuntimeException e) {
            // The library tells a wrong type and a bad time by exceptions of many kinds.
            return rejected(
                    "a field is of a wrong type or a time is none ("
                            + e.getClass().getSimpleName() + ")",
                    event);
        }
        return reader.read(envelope, event);
    }

    private static ParsedEvent rejected(String reason, JsonNode event) {
        return ParsedEvent.Rejected.of(reason, event.toString());
    }
}
