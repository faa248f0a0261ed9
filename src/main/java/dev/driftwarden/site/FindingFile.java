package dev.driftwarden.site;

import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingId;
import dev.driftwarden.finding.TimelineEntry;
import dev.driftwarden.ledger.Approval;
import dev.driftwarden.ledger.FindingBook;
import dev.driftwarden.ledger.Held;
import dev.driftwarden.ledger.Hold;
import dev.driftwarden.ledger.OutwardBook.OutsideTicket;
import dev.driftwarden.ledger.Ticket;
import dev.driftwarden.plan.Plan;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A finding with everything that hangs on it.
 *
 * @param plan the current one
 * @param approval the question about that plan
 * @param ticket of the current round
 * @param outside the ticket in a system outside
 * @param hold the latest one, also when it has ended
 * @param related the other findings of the same resource
 */
public record FindingFile(
        Finding finding,
        List<TimelineEntry> timeline,
        @Nullable Plan plan,
        @Nullable Approval approval,
        @Nullable Ticket ticket,
        @Nullable OutsideTicket outside,
        @Nullable Hold hold,
        List<Finding> related) {
    public FindingFile {
        timeline = List.copyOf(timeline);
        related = List.copyOf(related);
    }

    public static Optional<FindingFile> read(FindingBook book, FindingId id) {
        return book.find(id).map(held -> read(book, held.value()));
    }

    private static FindingFile read(FindingBook book, Finding finding) {
        Optional<String> planId = Optional.ofNullable(finding.planId());
        return new FindingFile(
                finding,
                book.timeline(finding.id()),
                planId.flatMap(book::plan).map(Held::value).orElse(null),
                planId.flatMap(book::approval).map(Held::value).orElse(null),
                book.ticket(finding.id(), finding.round()).orElse(null),
                book.outside(finding.id()).orElse(null),
                book.hold(finding.id()).orElse(null),
                book.on(finding.resource()).stream()
                        .map(Held::value)
                        .filter(other -> !other.id().equals(finding.id()))
                        .toList());
    }
}
