package dev.driftwarden.engine;

import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.ledger.Approval;
import dev.driftwarden.ledger.Commit;
import dev.driftwarden.ledger.FindingBook;
import dev.driftwarden.ledger.Ticket;
import java.time.Clock;

/** Ends what hangs on a finding: a question that no longer makes sense, a ticket that is no longer needed. */
final class Closing {
    private final FindingBook book;
    private final Clock clock;

    Closing(FindingBook book, Clock clock) {
        this.book = book;
        this.clock = clock;
    }

    /** Adds to the commit that the open question about the finding's plan gets this end. */
    void question(Finding before, Commit commit, Approval.State end) {
        if (before.state() != FindingState.AWAITING_APPROVAL || before.planId() == null) {
            return;
        }
        book.approval(before.planId())
                .filter(held -> held.value().state() == Approval.State.PENDING)
                .ifPresent(held -> commit.answer(held, held.value().withState(end)));
    }

    /** Adds to the commit that this round's ticket is closed. */
    void ticket(Finding before, Commit commit) {
        book.ticket(before.id(), before.round())
                .filter(ticket -> ticket.closedAt() == null)
                .map(ticket -> ticket.closed(clock.instant()))
                .ifPresent(commit::ticket);
    }

    /** A ticket for this round of the finding: the one that is there, reopened if need be, or a new one. */
    Ticket ticketFor(Finding finding, String body) {
        return new Ticket(
                finding.id() + "-" + finding.round(),
                finding.id(),
                finding.severity(),
                finding.title() + ": " + finding.resourceName(),
                body,
                book.ticket(finding.id(), finding.round()).map(Ticket::openedAt).orElse(clock.instant()),
                null);
    }
}
