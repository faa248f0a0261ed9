package dev.driftwarden.console;

import dev.driftwarden.finding.FindingId;
import dev.driftwarden.ledger.OutwardBook.OutsideTicket;
import dev.driftwarden.ledger.Ticket;
import dev.driftwarden.site.Shown;
import dev.driftwarden.site.SiteParts;
import dev.driftwarden.store.Page;
import dev.driftwarden.web.WebResponse;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
        Page<Ticket> page = parts.desk().book().tickets(Listing.cursor(visit), Listing.PAGE);
        Map<FindingId, OutsideTicket> outside = parts.desk()
                .book()
                .outside(page.items().stream().map(Ticket::findingId).toList());
        ListView view = Listing.of(
                "Work for people: what the bot may not or could not fix, newest first.",
                "There is no open ticket.",
                visit,
                page,
                ticket -> entry(ticket, outside.get(ticket.findingId()), visit.now()));
        return replies.page(visit, "list", "Tickets", /* live= */ true, view);
    }

    private static Entry entry(Ticket ticket, @Nullable OutsideTicket outside, Instant now) {
        return new Entry(
                Shown.text(ticket.title(), Shown.LINE),
                Addresses.finding(ticket.findingId().value()),
                ticket.severity().toString(),
                ticket.id(),
                Shown.text(ticket.body(), Shown.BLOCK),
                Moment.of(ticket.openedAt(), now),
                outside == null ? null : OutsideView.of(outside));
    }
}
