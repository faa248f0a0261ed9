package dev.driftwarden.ticket;

import org.jspecify.annotations.Nullable;

/**
 * A ticket in a system outside.
 *
 * @param id what the system calls it for programs
 * @param label what people call it, for instance {@code #12}, {@code SEC-7}, {@code INC0010052}
 * @param address https address of its page; null when it has none
 */
public record TicketRef(String id, String label, @Nullable String address) {}
