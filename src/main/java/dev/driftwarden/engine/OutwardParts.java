package dev.driftwarden.engine;

import dev.driftwarden.notify.Messenger;
import dev.driftwarden.ticket.TicketSystems;
import org.jspecify.annotations.Nullable;

/**
 * What reaches the outside.
 *
 * @param console address of the bot's own site, without a slash at its end; null when it is not known
 */
public record OutwardParts(
        Messenger messenger,
        TicketSystems tickets,
        @Nullable String console) {

    /** Address of a page of the console; null when the bot does not know its own. */
    @Nullable
    String page(String path) {
        return console == null ? null : console + path;
    }
}
