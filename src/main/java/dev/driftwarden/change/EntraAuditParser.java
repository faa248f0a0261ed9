package dev.driftwarden.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * Reads Entra audit records: what a diagnostic setting sends to an event hub ({@code {"records":[…]}}), or what
 * Microsoft Graph lists ({@code {"value":[…]}}). Never throws for input.
 */
public final class EntraAuditParser {
    private final PayloadSplitter splitter;
    private final NestedJson nested;
    private final EntraRecordReader reader;

    /**
     * @param clock gives the time of a record that has none
     * @param allowedTenants tenant ids whose records are taken; empty takes any
     */
    public EntraAuditParser(Clock clock, Set<String> allowedTenants) {
        ObjectMapper json = new ObjectMapper();
        this.splitter = new PayloadSplitter(json, PayloadSplitter.MAX_PAYLOAD_CHARACTERS);
        this.nested = new NestedJson(json);
        this.reader = new EntraRecordReader(clock, nested, new KnownScopes(allowedTenants, Set.of()));
    }

    /** What became of each record, in the order of the payload: one envelope, an array of envelopes, or bare records. */
    public List<ParsedEvent> parse(String payload) {
        List<ParsedEvent> records = new ArrayList<>();
        splitter.split(payload, records::add, envelope -> readEnvelope(envelope, records));
        return List.copyOf(records);
    }

    private void readEnvelope(JsonNode envelope, List<ParsedEvent> records) {
        JsonNode list = nested.open(envelope.has("records") ? envelope.path("records") : envelope.path("value"));
        if (!list.isArray()) {
            records.add(reader.read(envelope));
            return;
        }
        StreamSupport.stream(list.spliterator(), false)
                .limit(PayloadSplitter.MAX_EVENTS)
                .forEach(entry -> records.add(reader.read(nested.open(entry))));
        if (list.size() > PayloadSplitter.MAX_EVENTS) {
            String reason = "more than " + PayloadSplitter.MAX_EVENTS + " records; the rest was not read";
            records.add(ParsedEvent.Rejected.of(reason, envelope.toString()));
        }
    }
}
