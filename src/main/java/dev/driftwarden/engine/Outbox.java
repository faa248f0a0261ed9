package dev.driftwarden.engine;

import dev.driftwarden.ledger.AuditTrail;
import dev.driftwarden.ledger.Commit;
import dev.driftwarden.ledger.FindingBook;
import dev.driftwarden.ledger.Outgoing;
import dev.driftwarden.ledger.Posted;
import dev.driftwarden.store.WorkQueues;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores commits and sends what has to follow them: messages and audit entries. Both are stored with the commit, so a crash
 * between storing and sending loses neither; see docs/decisions/0008-an-outbox-behind-every-commit.md.
 */
public final class Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    private final FindingBook book;
    private final WorkQueues queues;
    private final AuditTrail audit;
    private final Outward outward;
    private final Clock clock;

    public Outbox(FindingBook book, WorkQueues queues, AuditTrail audit, Outward outward, Clock clock) {
        this.book = book;
        this.queues = queues;
        this.audit = audit;
        this.outward = outward;
        this.clock = clock;
    }

    /**
     * Stores the commit, then sends.
     *
     * @return false when somebody else has changed the finding meanwhile: nothing is stored or sent
     */
    boolean commit(Commit commit) {
        if (commit.touchesTicket()) {
            outward.mirror(commit);
        }
        if (!book.commit(commit)) {
            return false;
        }
        send(book.posted(commit));
        return true;
    }

    /** Sends what crashes left behind for longer than this. */
    void sendLeftBehind(Duration age) {
        List<Posted> unsent = book.unsent(clock.instant().minus(age));
        for (Posted posted : unsent) {
            LOG.warn("sent what a crash left behind");
            send(List.of(posted));
        }
    }

    private void send(List<Posted> posted) {
        if (posted.isEmpty()) {
            return;
        }
        posted.forEach(one -> send(one.outgoing()));
        book.sent(posted);
    }

    private void send(Outgoing outgoing) {
        Outgoing.Message message = outgoing.message();
        if (message != null) {
            queues.send(message.queue(), message.body(), delay(message.due()));
        }
        Outgoing.Entry entry = outgoing.entry();
        if (entry != null) {
            audit.append(entry.kind(), entry.who(), entry.subject(), entry.details());
        }
    }

    private Duration delay(Instant due) {
        Duration delay = Duration.between(clock.instant(), due);
        return delay.isNegative() ? Duration.ZERO : delay;
    }
}
