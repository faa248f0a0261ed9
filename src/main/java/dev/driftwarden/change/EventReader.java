package dev.driftwarden.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.driftwarden.resource.InvalidResourceIdException;
import dev.driftwarden.resource.ResourceId;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns an envelope and its data into a change, or says why it is none. */
final class EventReader {
    private static final int LONGEST_EVENT_ID = 512;
    private static final String OPERATION = "[A-Za-z0-9][A-Za-z0-9._/-]{0,400}";

    private final Clock clock;
    private final NestedJson nested;
    private final KnownScopes known;

    EventReader(Clock clock, ObjectMapper json, KnownScopes known) {
        this.clock = clock;
        this.nested = new NestedJson(json);
        this.known = known;
    }

    ParsedEvent read(EventEnvelope envelope, JsonNode event) {
        Optional<EventKind> kind = EventKind.of(envelope.kind());
        if (kind.isEmpty()) {
            return EventKind.isAzureType(envelope.kind())
                    ? new ParsedEvent.Irrelevant(Fields.name(envelope.kind()))
                    : rejected("unknown event type " + Fields.name(envelope.kind()), event);
        }
        if (envelope.id().isBlank() || envelope.id().length() > LONGEST_EVENT_ID) {
            return rejected("its id is empty or longer than " + LONGEST_EVENT_ID + " characters", event);
        }
        JsonNode data = nested.open(envelope.data());
        try {
            ResourceId subject = ResourceId.parse(subjectText(envelope, data));
            return problem(envelope, data, subject)
                    .<ParsedEvent>map(reason -> rejected(reason, event))
                    .orElseGet(() -> new ParsedEvent.Understood(change(envelope, data, subject, kind.get())));
        } catch (InvalidResourceIdException e) {
            return rejected("its subject is " + Fields.name(Excerpt.of(String.valueOf(e.getMessage()))), event);
        }
    }

    private static String subjectText(EventEnvelope envelope, JsonNode data) {
        if (!envelope.subject().isEmpty()) {
            return envelope.subject();
        }
        String uri = Fields.text(data, "resourceUri");
        return uri.isEmpty() ? Fields.text(data, "resourceInfo", "id") : uri;
    }

    private Optional<String> problem(EventEnvelope envelope, JsonNode data, ResourceId subject) {
        if (subject.segments().isEmpty() || subject.isGraph()) {
            return Optional.of("its subject is not an ARM resource");
        }
        return known.refuseTenant(tenant(envelope, data))
                .or(() -> known.refuseSubscription(subject, Fields.text(data, "subscriptionId"), envelope.topic()));
    }

    private Change change(EventEnvelope envelope, JsonNode data, ResourceId subject, EventKind kind) {
        return new Change(
                envelope.id(),
                kind.source(),
                subject,
                operation(data, subject, kind),
                occurredAt(envelope, data),
                actor(data),
                Fields.uuid(Fields.text(data, "correlationId")),
                Fields.uuid(tenant(envelope, data)));
    }

    private String operation(JsonNode data, ResourceId subject, EventKind kind) {
        String derived = subject.type().name() + "/" + kind.verb();
        if (kind.source() != Change.Source.RESOURCE_EVENT) {
            return derived;
        }
        String named = Fields.text(data, "operationName");
        String operation = named.isEmpty() ? Fields.text(nested.open(data.path("authorization")), "action") : named;
        boolean fits = operation.matches(OPERATION)
                && (!kind.verb().equals("delete")
                        || operation.regionMatches(true, operation.length() - 7, "/delete", 0, 7));
        return fits ? operation : derived;
    }

    private Actor actor(JsonNode data) {
        JsonNode evidence = nested.open(nested.open(data.path("authorization")).path("evidence"));
        return ActorReader.fromClaims(nested.open(data.path("claims")), evidence);
    }

    /** The tenant of the change: not the one in the claims, which is the caller's home. */
    private static String tenant(EventEnvelope envelope, JsonNode data) {
        String named = Fields.text(data, "tenantId");
        if (!named.isEmpty()) {
            return named;
        }
        String[] topic = envelope.topic().split("/", 4);
        return topic.length > 2 && topic[1].equalsIgnoreCase("tenants") ? topic[2] : "";
    }

    /** Policy events are ordered by the time in their data; the envelope's time is that of sending. */
    private Instant occurredAt(EventEnvelope envelope, JsonNode data) {
        Instant inData = instant(Fields.first(data, "timestamp"));
        if (inData != null) {
            return inData;
        }
        return envelope.time() == null ? clock.instant() : envelope.time().toInstant();
    }

    static @Nullable Instant instant(String text) {
        try {
            return text.isEmpty() ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static ParsedEvent.Rejected rejected(String reason, JsonNode event) {
        return ParsedEvent.Rejected.of(reason, event.toString());
    }
}
