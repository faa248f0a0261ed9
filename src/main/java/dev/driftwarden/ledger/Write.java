package dev.driftwarden.ledger;

import dev.driftwarden.finding.FindingId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The state of applying (or undoing) one plan: recorded before the write, completed after it.
 *
 * @param correlationId sent with the write; null before the first try
 * @param attempts how often writing was tried
 * @param movedAt when this last got on: ordered, tried, written; while it waits for a known time, that time
 * @param writtenAt when Azure had accepted every operation; null until then
 */
public record Write(
        String planId,
        FindingId findingId,
        @Nullable UUID correlationId,
        int attempts,
        Instant orderedAt,
        Instant movedAt,
        @Nullable Instant writtenAt) {
    /** A write that is wanted and has not been tried. */
    public static Write ordered(String planId, FindingId findingId, Instant now) {
        return new Write(planId, findingId, null, 0, now, now, null);
    }

    public Write begun(UUID correlation, Instant now) {
        return new Write(planId, findingId, correlation, attempts + 1, orderedAt, now, null);
    }

    /** One more try that did not come to writing. */
    public Write tried(Instant now) {
        return new Write(planId, findingId, correlationId, attempts + 1, orderedAt, now, null);
    }

    /** Nothing is wrong when it does not get on before this time. */
    public Write waiting(Instant until) {
        return new Write(planId, findingId, correlationId, attempts, orderedAt, until, writtenAt);
    }

    public Write written(Instant now) {
        return new Write(planId, findingId, correlationId, attempts, orderedAt, now, now);
    }

    /** Whether a write may have reached Azure. */
    public boolean mayHaveHappened() {
        return correlationId != null;
    }
}
