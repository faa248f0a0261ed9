package dev.driftwarden.engine;

import dev.driftwarden.engine.OutwardJob.Mirror;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingId;
import dev.driftwarden.ledger.Commit;
import dev.driftwarden.ledger.Held;
import dev.driftwarden.ledger.OutwardBook.OutsideTicket;
import dev.driftwarden.policy.Flood;
import dev.driftwarden.policy.NoticeKind;
import dev.driftwarden.policy.Outreach.Tickets;
import dev.driftwarden.ticket.KnownTicket;
import dev.driftwarden.ticket.TicketChange;
import dev.driftwarden.ticket.TicketDraft;
import dev.driftwarden.ticket.TicketKeeper;
import dev.driftwarden.ticket.TicketKeeper.Kept;
import dev.driftwarden.ticket.TicketRef;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps the tickets of the outside system as the built-in list says. */
final class OutwardTickets {
    /** What the ticket system is called in health and in what is set aside. */
    static final String CONTACT = "ticket-system";

    private static final Duration OTHER_AT_WORK = Duration.ofSeconds(20);

    private static final Duration LIST_CHANGES_EVERY = Duration.ofMinutes(1);

    private final Desk desk;
    private final OutwardParts parts;
    private final OutwardDrafts drafts;
    private final Story story;

    OutwardTickets(Desk desk, OutwardParts parts) {
        this.desk = desk;
        this.parts = parts;
        this.drafts = new OutwardDrafts(desk, parts);
        this.story = new Story(desk.clock());
    }

    void mirror(Mirror mirror, OutwardJob job) {
        Tickets settings = desk.policy().get().outreach().tickets();
        Optional<Finding> finding = desk.book().find(mirror.findingId()).map(Held::value);
        if (settings == null || finding.flatMap(drafts::ticket).isEmpty()) {
            return;
        }
        String key = key(finding.get(), settings.flood());
        if (postponed(finding.get(), key, job)) {
            return;
        }
        if (!desk.outside().begin(key, desk.clock().instant())) {
            desk.outward().send(job, OTHER_AT_WORK);
            return;
        }
        try {
            keep(finding.get(), key, settings);
        } finally {
            desk.outside().end(key);
        }
    }

    /** A ticket with a list is not changed for each of many findings: once a minute is enough. */
    private boolean postponed(Finding finding, String key, OutwardJob job) {
        if (key.equals(finding.id().value())) {
            return false;
        }
        Instant now = desk.clock().instant();
        String later = "later-" + key;
        boolean soon = desk.outside()
                .ticket(key)
                .filter(ticket -> ticket.updatedAt().isAfter(now.minus(LIST_CHANGES_EVERY)))
                .isPresent();
        if (!soon) {
            desk.outside().end(later);
        } else if (desk.outside().begin(later, now)) {
            desk.outward().send(job, LIST_CHANGES_EVERY);
        }
        return soon;
    }

    /** The finding's own id, or the group's that it is in: from so many of a rule on, further ones share a ticket. */
    private String key(Finding finding, Flood flood) {
        FindingId id = finding.id();
        Optional<String> group = desk.outside().group(id);
        if (group.isPresent()) {
            return group.get();
        }
        if (!open(finding) || desk.outside().ticket(id.value()).isPresent()) {
            return id.value();
        }
        Instant begin = flood.begin(desk.clock().instant());
        if (desk.outside().count("ticket|" + finding.rule(), begin, id.value()) <= flood.moreThan()) {
            return id.value();
        }
        String many = OutwardDrafts.groupKey(finding.rule(), begin);
        desk.outside().join(id, many);
        return many;
    }

    private boolean open(Finding finding) {
        return finding.state().isOpen()
                && drafts.ticket(finding)
                        .filter(ticket -> ticket.closedAt() == null)
                        .isPresent();
    }

    private void keep(Finding finding, String key, Tickets settings) {
        boolean alone = key.equals(finding.id().value());
        TicketDraft draft =
                alone ? drafts.single(finding, open(finding), settings) : drafts.group(key, finding, this::open);
        String system = settings.system().system();
        @Nullable
        OutsideTicket before = desk.outside()
                .ticket(key)
                .filter(ticket -> ticket.system().equals(system))
                .orElse(null);
        String content = OutwardDrafts.digest(draft);
        if (before != null
                && before.open() == draft.open()
                && (!draft.open() || before.content().equals(content))) {
            return;
        }
        Optional<Kept> kept = new TicketKeeper(parts.tickets().open(settings.system())).keep(known(before), draft);
        desk.outside().worked(CONTACT);
        kept.ifPresent(done -> {
            desk.outside().ticket(stored(key, system, done.ref(), draft.open(), content));
            note(finding.id(), done, system);
        });
    }

    private static @Nullable KnownTicket known(@Nullable OutsideTicket before) {
        return before == null
                ? null
                : new KnownTicket(new TicketRef(before.id(), before.label(), before.address()), before.open());
    }

    private OutsideTicket stored(String key, String system, TicketRef ref, boolean open, String content) {
        return new OutsideTicket(
                key,
                system,
                ref.id(),
                ref.label(),
                ref.address(),
                open,
                content,
                desk.clock().instant());
    }

    /** The finding's story says it too. When somebody keeps changing the finding, the ticket is there all the same. */
    private void note(FindingId id, Kept kept, String system) {
        for (int attempt = 0; attempt < 3; attempt++) {
            Optional<Held<Finding>> held = desk.book().find(id);
            if (held.isEmpty() || desk.outbox().commit(noted(held.get(), kept, system))) {
                return;
            }
        }
    }

    private Commit noted(Held<Finding> held, Kept kept, String system) {
        Instant now = desk.clock().instant();
        Finding finding = held.value();
        Commit commit = Commit.change(held, finding.withState(finding.state(), now));
        String text = "Ticket " + kept.ref().label() + " in " + system + " " + kept.change() + "."
                + (kept.note().isEmpty() ? "" : " " + kept.note());
        String address = kept.ref().address();
        commit.entry(story.line(
                commit.finding(),
                "ticket-" + kept.change(),
                null,
                text,
                address == null ? Map.of() : Map.of("address", address)));
        commit.audit(
                "ticket-" + kept.change(),
                "driftwarden",
                finding.id().value(),
                Map.of("ticket", kept.ref().label()));
        desk.outward().tell(commit, kind(kept.change()), text);
        return commit;
    }

    private static NoticeKind kind(TicketChange change) {
        return switch (change) {
            case OPENED -> NoticeKind.TICKET_OPENED;
            case UPDATED -> NoticeKind.TICKET_UPDATED;
            case CLOSED -> NoticeKind.TICKET_CLOSED;
            case REOPENED -> NoticeKind.TICKET_REOPENED;
        };
    }
}
