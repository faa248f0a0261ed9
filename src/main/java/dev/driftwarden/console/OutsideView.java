package dev.driftwarden.console;

import dev.driftwarden.ledger.OutwardBook.OutsideTicket;
import dev.driftwarden.site.Shown;
import org.jspecify.annotations.Nullable;

/**
 * A ticket in a system outside.
 *
 * @param text which one, where, and whether it is open
 * @param address of its page; null when it has none
 */
public record OutsideView(String text, @Nullable String address) {
    static OutsideView of(OutsideTicket ticket) {
        String state = ticket.open() ? "open" : "closed";
        String text = ticket.label() + " in " + ticket.system() + " (" + state + ")";
        return new OutsideView(Shown.text(text, Shown.LINE), ticket.address());
    }
}
