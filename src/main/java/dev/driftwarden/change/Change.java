package dev.driftwarden.change;

import dev.driftwarden.resource.ResourceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A normalised event: something may have changed; what the resource is now, only a read tells.
 *
 * @param eventId the source's id, the same on redelivery
 * @param operation for instance {@code Microsoft.Storage/storageAccounts/write}
 * @param occurredAt the source's event time
 * @param correlationId ARM correlation id in lower case; null when the event has none
 * @param tenantId in lower case; null when the event has none
 */
public record Change(
        String eventId,
        Source source,
        ResourceId subject,
        String operation,
        Instant occurredAt,
        Actor actor,
        @Nullable String correlationId,
        @Nullable String tenantId) {
    /** Which feed the event came from. */
    public enum Source {
        RESOURCE_EVENT,
        RESOURCE_NOTIFICATION,
        POLICY_STATE,
        ENTRA_AUDIT,
        /** The bot itself noticed it, without an event. */
        DIRECTORY_WATCH
    }
}
