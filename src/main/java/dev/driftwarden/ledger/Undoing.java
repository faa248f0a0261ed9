package dev.driftwarden.ledger;

import dev.driftwarden.finding.FindingId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person's wish to have a plan undone: recorded before the first write, so that what a crash interrupts is finished.
 *
 * @param by the person
 * @param holdUntil until when the bot leaves it alone afterwards
 * @param forced whether fields that were changed since the fix may be written over
 * @param endedAt when it was done or refused; null while it is under way
 */
public record Undoing(
        String planId,
        FindingId findingId,
        String by,
        String reason,
        Instant holdUntil,
        boolean forced,
        Instant begunAt,
        @Nullable Instant endedAt) {
    public Undoing ended(Instant now) {
        return new Undoing(planId, findingId, by, reason, holdUntil, forced, begunAt, now);
    }

    public Hold hold() {
        return new Hold(findingId, by, "Undone: " + reason, holdUntil);
    }
}
