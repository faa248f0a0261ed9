/** The ticket systems behind the ticket port. */
@NullMarked
package dev.driftwarden.ticket.system;

import org.jspecify.annotations.NullMarked;
