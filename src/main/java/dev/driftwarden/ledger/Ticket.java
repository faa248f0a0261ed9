package dev.driftwarden.ledger;

import dev.driftwarden.finding.FindingId;
import dev.driftwarden.rule.Severity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Work for a person. The built-in list; external systems mirror it.
 *
 * @param id {@code <finding id>-<round>}: one ticket for one round of a finding
 * @param body what happened and what to do, plain text
 * @param closedAt null while it is open
 */
public record Ticket(
        String id,
        FindingId findingId,
        Severity severity,
        String title,
        String body,
        Instant openedAt,
        @Nullable Instant closedAt) {
    public Ticket closed(Instant now) {
        return new Ticket(id, findingId, severity, title, body, openedAt, now);
    }
}
