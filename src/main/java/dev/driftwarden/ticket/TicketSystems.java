package dev.driftwarden.ticket;

import dev.driftwarden.policy.TicketSystemSettings;

/** Opens the ticket system that the policy names. */
@FunctionalInterface
public interface TicketSystems {
    TicketSystem open(TicketSystemSettings settings);
}
