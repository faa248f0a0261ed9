package dev.driftwarden.ledger;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What has to leave the ledger once a commit is stored: a queue message or an audit entry. It is stored with the commit and
 * removed when it has left, so that a crash in between delays it and never loses it. A message may leave twice, an entry is in the
 * trail once.
 *
 * @param at when it was committed
 * @param trail how many entries the audit trail had at least by then: an entry lies further on
 * @param message null for an audit entry
 * @param entry null for a message
 */
public record Outgoing(
        Instant at,
        long trail,
        @Nullable Message message,
        @Nullable Entry entry) {

    static Outgoing message(String queue, String body, Instant due) {
        return new Outgoing(Instant.EPOCH, 0, new Message(queue, body, due), null);
    }

    static Outgoing entry(String kind, String who, String subject, Map<String, String> details) {
        return new Outgoing(Instant.EPOCH, 0, null, new Entry(kind, who, subject, details));
    }

    Outgoing committed(Instant now, long trailLength) {
        return new Outgoing(now, trailLength, message, entry);
    }

    /**
     * A message for a queue.
     *
     * @param due when it may be received first
     */
    public record Message(String queue, String body, Instant due) {}

    /** An entry for the audit trail. */
    public record Entry(String kind, String who, String subject, Map<String, String> details) {}
}
