package dev.driftwarden.ticket;

import java.util.Optional;

/**
 * A system that keeps tickets. Every call may throw {@link dev.driftwarden.outbound.OutboundException}; after one of kind
 * {@code BUSY} the call may have had its effect, which {@link #find} or the key then shows.
 */
public interface TicketSystem {
    /**
     * The latest ticket with this key, open or closed; empty when there is none. A system that tells tickets apart by the key alone
     * answers as if there were one: making it again then changes it.
     */
    Optional<KnownTicket> find(String key);

    /** Makes a new ticket. */
    TicketRef create(TicketDraft draft);

    /**
     * Makes an existing ticket say what the draft says, and adds to its history what changed.
     *
     * @param change anything but {@code OPENED}
     * @throws dev.driftwarden.outbound.OutboundException of kind {@code GONE} when somebody has deleted it
     */
    void update(TicketRef ticket, TicketDraft draft, TicketChange change);
}
