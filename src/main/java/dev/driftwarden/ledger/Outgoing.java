package dev.driftwarden.ledger;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What has to leave the ledger once a commit is stored: a queue message or an audit entry. It is stored with the commit and
 * removed when it has left, so that a crash in between delays it and never loses it; it may leave twice.
 *
 * @param at when it was committed
 * @param message null for an audit entry
 * @param entry null for a message
 */
public record Outgoing(
        Instant at, @Nullable Message message, @Nullable Entry entry) {

    /**
     * A message for a queue.
     *
     * @param due when it may be received first
     */
    public record Message(String queue, String body, Instant due) {}

    /** An entry for the audit trail. */
    public record Entry(String kind, String who, String subject, Map<String, String> details) {}
}
