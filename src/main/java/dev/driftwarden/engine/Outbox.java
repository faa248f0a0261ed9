package dev.driftwarden.engine;

import dev.driftwarden.engine.SentRows.Row;
import dev.driftwarden.ledger.ChainedAudit;
import dev.driftwarden.ledger.Commit;
import dev.driftwarden.ledger.FindingBook;
import dev.driftwarden.ledger.Outgoing;
import dev.driftwarden.ledger.Posted;
import dev.driftwarden.store.RecordKey;
import dev.driftwarden.store.StoreException;
import dev.driftwarden.store.WorkQueues;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores commits and sends what has to follow them: messages and audit entries. Both are stored with the commit, so a crash
 * between storing and sending loses neither; see docs/decisions/0008-an-outbox-behind-every-commit.md.
 */
public final class Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final int MARK = 8;

    private final FindingBook book;
    private final WorkQueues queues;
    private final ChainedAudit audit;
    private final Outward outward;
    private final Duration unsentAfter;
    private final Clock clock;
    private final Supplier<UUID> ids;
    private final SentRows sent;

    /** @param unsentAfter how long after a commit its own sender has given up, and others may send what is left of it */
    public Outbox(
            FindingBook book,
            WorkQueues queues,
            ChainedAudit audit,
            Outward outward,
            Duration unsentAfter,
            Clock clock,
            Supplier<UUID> ids) {
        this.book = book;
        this.queues = queues;
        this.audit = audit;
        this.outward = outward;
        this.unsentAfter = unsentAfter;
        this.clock = clock;
        this.ids = ids;
        this.sent = new SentRows(unsentAfter);
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
        commit.storing(clock.instant(), audit.length(), ids.get().toString().substring(0, MARK));
        if (!book.commit(commit)) {
            return false;
        }
        send(book.posted(commit));
        return true;
    }

    private void send(List<Posted> posted) {
        if (posted.isEmpty()) {
            return;
        }
        List<Posted> entries = posted.stream().filter(Posted::isEntry).toList();
        Instant until = posted.get(0).outgoing().at().plus(unsentAfter.dividedBy(2));
        if (!entries.isEmpty() && !audit.append(entries, until)) {
            LOG.warn("audit entries came too late and are left to housekeeping");
            return;
        }
        posted.stream().filter(Posted::isMessage).forEach(this::sendMessage);
        boolean atOnce = posted.stream().anyMatch(Posted::isMessage);
        remove(sent.add(posted.stream().map(Outbox::row).toList(), atOnce, clock.instant()));
    }

    private static Row row(Posted posted) {
        return new Row(posted.key(), posted.outgoing().at());
    }

    /** Sends what crashes left behind, and removes what was sent. */
    void sendLeftBehind() {
        Instant before = clock.instant().minus(unsentAfter);
        List<Row> sentHere = sent.takeAll();
        Set<RecordKey> known = sentHere.stream().map(Row::key).collect(Collectors.toSet());
        List<Posted> left = book.posted(before);
        List<Posted> unknown = left.stream()
                .filter(one -> one.isEntry() && !known.contains(one.key()))
                .toList();
        int missing = audit.appendMissing(unknown);
        if (missing > 0) {
            LOG.warn("audit entries appended that a crash left behind: {}", missing);
        }
        Stream<RecordKey> old = left.stream().filter(one -> !one.isMessage()).map(Posted::key);
        Stream<RecordKey> young =
                sentHere.stream().filter(row -> !row.at().isBefore(before)).map(Row::key);
        book.sent(Stream.concat(old, young).toList());
        left.stream().filter(Posted::isMessage).forEach(this::sendAgain);
    }

    private void sendAgain(Posted message) {
        LOG.warn("sent a message that a crash left behind");
        sendMessage(message);
        book.sent(List.of(message.key()));
    }

    private void sendMessage(Posted posted) {
        Outgoing.Message message = Objects.requireNonNull(posted.outgoing().message());
        queues.send(message.queue(), message.body(), delay(message.due()));
    }

    /** What cannot be removed now is left for whoever keeps house. */
    private void remove(List<RecordKey> rows) {
        try {
            book.sent(rows);
        } catch (StoreException e) {
            LOG.warn("rows of the outbox are left to housekeeping: {}", e.getMessage());
        }
    }

    private Duration delay(Instant due) {
        Duration delay = Duration.between(clock.instant(), due);
        return delay.isNegative() ? Duration.ZERO : delay;
    }
}
