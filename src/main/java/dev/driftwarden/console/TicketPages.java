package dev.driftwarden.console;

import dev.driftwarden.ledger.Ticket;
import dev.driftwarden.site.Shown;
import dev.driftwarden.site.SiteParts;
import dev.driftwarden.web.WebResponse;
import java.time.Instant;

/** The built-in list of tickets. */
final class TicketPages {
    private final SiteParts parts;
    private final Replies replies;

    TicketPages(SiteParts parts, Replies replies) {
        this.parts = parts;
        this.replies = replies;
    }

    Section section() {
        return Section.of("tickets", "Tickets", 30).page("/tickets", this::list);
    }

    private WebResponse list(Visit visit) {
        ListView view = Listing.of(
                "Work for people: what the bot may not or could not fix, newest first.",
                "There is no open ticket.",
                visit,
                parts.desk().book().tickets(Listing.cursor(visit), Listing.PAGE),
                ticket -> entry(ticket, visit.now()));
        return replies.page(visit, "list", "Tickets", /* live= */ true, view);
    }

    private static Entry entry(Ticket ticket, Instant now) {
        return new Entry(
                Shown.text(ticket.title(), Shown.LINE),
                Addresses.finding(ticket.findingId().value()),
                ticket.severity().toString(),
                ticket.id(),
                Shown.text(ticket.body(), Shown.BLOCK),
                Moment.of(ticket.openedAt(), now));
    }
}
