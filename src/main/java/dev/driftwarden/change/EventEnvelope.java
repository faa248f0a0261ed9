package dev.driftwarden.change;

import com.azure.core.models.CloudEvent;
import com.azure.messaging.eventgrid.EventGridEvent;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What both event schemas say around their data.
 *
 * @param kind the event type, for instance {@code Microsoft.Resources.ResourceWriteSuccess}
 * @param topic the source's id; empty when the event has none
 * @param subject empty when the event has none
 * @param time null when the event has none, which CloudEvents allows
 * @param data the event's own part, unread
 */
record EventEnvelope(
        String id,
        String kind,
        String topic,
        String subject,
        @Nullable OffsetDateTime time,
        JsonNode data) {

    /**
     * The mandatory fields that an event lacks or has as something other than a text, in words; empty when there are none.
     * Asked before {@link #read}, whose library logs an error for each such event.
     */
    static Optional<String> missing(JsonNode event) {
        List<String> mandatory = isCloudEvent(event)
                ? List.of("id", "source", "type")
                : List.of("id", "subject", "eventType", "dataVersion", "data");
        String missing = mandatory.stream()
                .filter(name -> name.equals("data")
                        ? !event.hasNonNull(name)
                        : !event.path(name).isTextual())
                .collect(Collectors.joining(", "));
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("neither an Event Grid event nor a CloudEvent: missing or no text: " + missing);
    }

    /**
     * Reads the envelope with the Event Grid library; {@code data} stays a tree, because the library's own data classes refuse
     * what real events carry ({@code "evidence":[]}, claims as a string).
     *
     * @throws RuntimeException as the library does when a field is of a wrong type or a time is none
     */
    static EventEnvelope read(JsonNode event) {
        String text = event.toString();
        return isCloudEvent(event)
                ? of(only(CloudEvent.fromString(text)), event)
                : of(only(EventGridEvent.fromString(text)), event);
    }

    private static boolean isCloudEvent(JsonNode event) {
        return event.has("specversion") || (event.has("source") && !event.has("eventType"));
    }

    private static <T> T only(List<T> events) {
        if (events.size() != 1) {
            throw new IllegalArgumentException("one event expected");
        }
        return events.get(0);
    }

    private static EventEnvelope of(CloudEvent event, JsonNode tree) {
        return new EventEnvelope(
                event.getId(),
                event.getType(),
                event.getSource(),
                orEmpty(event.getSubject()),
                event.getTime(),
                tree.path("data"));
    }

    private static EventEnvelope of(EventGridEvent event, JsonNode tree) {
        return new EventEnvelope(
                event.getId(),
                event.getEventType(),
                orEmpty(event.getTopic()),
                orEmpty(event.getSubject()),
                event.getEventTime(),
                tree.path("data"));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text.strip();
    }
}
