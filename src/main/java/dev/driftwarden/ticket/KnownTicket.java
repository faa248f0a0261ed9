package dev.driftwarden.ticket;

/**
 * What is known of a ticket.
 *
 * @param open as it was left
 */
public record KnownTicket(TicketRef ref, boolean open) {}
