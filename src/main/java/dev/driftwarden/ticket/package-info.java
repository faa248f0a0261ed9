/** Tickets in systems outside: what they hold, and how one is kept as it should be. */
@NullMarked
package dev.driftwarden.ticket;

import org.jspecify.annotations.NullMarked;
