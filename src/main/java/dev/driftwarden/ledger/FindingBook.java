package dev.driftwarden.ledger;

import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingId;
import dev.driftwarden.finding.TimelineEntry;
import dev.driftwarden.ledger.OutwardBook.OutsideTicket;
import dev.driftwarden.plan.Plan;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.store.Change;
import dev.driftwarden.store.Cursor;
import dev.driftwarden.store.Limits;
import dev.driftwarden.store.Page;
import dev.driftwarden.store.RecordKey;
import dev.driftwarden.store.Records;
import dev.driftwarden.store.StoreOutcome;
import dev.driftwarden.store.StoredRecord;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Findings with everything that hangs on them. All records of one resource lie in one partition, so that what has to become true
 * together is written together; see docs/decisions/0002-one-partition-a-resource.md.
 */
public final class FindingBook {
    private static final int LOOKED_AT = 2_000;

    private final Records records;
    private final Codec codec;
    private final Rows rows;
    private final CountBook counts;
    private final SetAside setAside;
    private final Seals seals;
    private final Trend trend;
    private final OutwardBook outward;
    private final AtomicLong commits = new AtomicLong();

    public FindingBook(Records records, Codec codec, Rejections rejections) {
        this.records = records;
        this.codec = codec;
        this.rows = new Rows(codec);
        this.seals = new Seals(codec);
        this.counts = new CountBook(records, codec);
        this.setAside = new SetAside(records, codec, counts, rejections);
        this.trend = new Trend(records, codec, this);
        this.outward = new OutwardBook(records, codec);
    }

    /**
     * The finding, or empty when there is none; a damaged one is set aside and counts as none.
     *
     * @throws UnreadableRecordException when a newer version wrote it
     */
    public Optional<Held<Finding>> find(FindingId id) {
        return records.get(rows.finding(id)).flatMap(this::finding);
    }

    private Optional<Held<Finding>> finding(StoredRecord stored) {
        try {
            return Optional.of(held(stored, Finding.class));
        } catch (UnreadableRecordException e) {
            if (e.newer()) {
                throw e;
            }
            setAside.finding(stored);
            return Optional.empty();
        }
    }

    /** All findings of a resource that can be read, open and closed. */
    public List<Held<Finding>> on(ResourceId resource) {
        return List.copyOf(known(resource).findings().values());
    }

    /** What is stored about a resource; at most 1,000 records. */
    public Known known(ResourceId resource) {
        String hash = FindingId.resourceHash(resource);
        if (records.get(rows.resource(hash)).isEmpty()) {
            return Known.NOTHING;
        }
        Map<FindingId, Held<Finding>> findings = new HashMap<>();
        Map<FindingId, Hold> holds = new HashMap<>();
        records.page(Rows.TABLE, rows.partition(hash), rows.findingPrefix(hash), null, 1000)
                .items()
                .forEach(stored -> {
                    if (Rows.isHold(stored.key())) {
                        hold(stored).ifPresent(hold -> holds.put(hold.findingId(), hold));
                    } else {
                        readable(stored)
                                .ifPresent(held -> findings.put(held.value().id(), held));
                    }
                });
        return new Known(findings, holds);
    }

    private Optional<Held<Finding>> readable(StoredRecord stored) {
        try {
            return finding(stored);
        } catch (UnreadableRecordException e) {
            return Optional.empty();
        }
    }

    public Optional<Held<Plan>> plan(String planId) {
        return rows.plan(planId).flatMap(key -> read(key, Plan.class));
    }

    public Optional<Held<Approval>> approval(String planId) {
        return rows.approval(planId).flatMap(key -> read(key, Approval.class));
    }

    public Optional<Held<Write>> write(String planId) {
        return rows.write(planId).flatMap(key -> read(key, Write.class));
    }

    public Optional<Held<Undoing>> undo(String planId) {
        return rows.undo(planId).flatMap(key -> read(key, Undoing.class));
    }

    public Optional<Ticket> ticket(FindingId id, int round) {
        return read(rows.ticket(id, round), Ticket.class).map(Held::value);
    }

    /** The hold on a finding; one that cannot be read holds, for nobody knows that it has ended. */
    public Optional<Hold> hold(FindingId id) {
        return records.get(rows.hold(id)).flatMap(this::hold);
    }

    private Optional<Hold> hold(StoredRecord stored) {
        return codec.tryRead(stored.json(), Hold.class)
                .or(() -> FindingId.tryParse(Rows.held(stored.key()))
                        .map(id -> new Hold(id, "driftwarden", "its record cannot be read", Rows.NEVER)));
    }

    /** The story so far, oldest first; at most what the first 1,000 commits added. */
    public List<TimelineEntry> timeline(FindingId id) {
        return records
                .page(Rows.TABLE, rows.partition(id.resourceHash()), rows.timelinePrefix(id), null, 1000)
                .items()
                .stream()
                .flatMap(r -> codec.tryRead(r.json(), Rows.Chapter.class).stream())
                .flatMap(chapter -> chapter.entries().stream())
                .toList();
    }

    /** Open findings or closed ones, newest first. */
    public Page<FindingSummary> list(boolean open, @Nullable String cursor, int limit) {
        return merged(rows.listPrefix(open), cursor, limit, this::summary);
    }

    /** As {@link #search(Shelf, Predicate, String, int)} among all open or closed findings, newest first. */
    public Page<FindingSummary> search(
            boolean open, Predicate<FindingSummary> wanted, @Nullable String cursor, int limit) {
        return search(Shelf.all(open, Shelf.By.TIME), wanted, cursor, limit);
    }

    /**
     * Those findings of a shelf that are wanted, in its order. Looks at no more than 2,000 of them, so a page may hold fewer than
     * the limit, even none, and still have a cursor.
     */
    public Page<FindingSummary> search(
            Shelf shelf, Predicate<FindingSummary> wanted, @Nullable String cursor, int limit) {
        MergedRows rest = new MergedRows(records, rows.partitions(), shelf.prefix(), cursor, limit);
        List<FindingSummary> found = new ArrayList<>();
        for (int looked = 1; rest.hasNext(); looked++) {
            StoredRecord stored = rest.next();
            summary(stored).filter(wanted).ifPresent(found::add);
            if (found.size() == limit || looked == LOOKED_AT) {
                return new Page<>(
                        found, rest.hasNext() ? Cursor.after(stored.key().row()) : null);
            }
        }
        return new Page<>(found, null);
    }

    /** Approvals that wait for an answer, the longest waiting first. */
    public Page<Approval> inbox(@Nullable String cursor, int limit) {
        return merged(
                Rows.INBOX,
                cursor,
                limit,
                stored -> codec.tryRead(stored.json(), Approval.class)
                        .or(() -> approval(Rows.named(stored.key())).map(Held::value)));
    }

    /** Open tickets, newest first. */
    public Page<Ticket> tickets(@Nullable String cursor, int limit) {
        return merged(Rows.TICKETS, cursor, limit, stored -> codec.tryRead(stored.json(), Ticket.class));
    }

    /** Work in progress (applying, verifying), the one that has not moved for longest first. */
    public Page<FindingSummary> inProgress(@Nullable String cursor, int limit) {
        return merged(Rows.PROGRESS, cursor, limit, this::summary);
    }

    /** How many findings there are by {@code state/severity/service}. */
    public Map<String, Long> counts() {
        return totals().byKey();
    }

    /** How many findings there are. */
    public Counts totals() {
        Counts sum = Counts.NONE;
        for (String partition : rows.partitions()) {
            sum = sum.plus(counts.sum(partition).counts());
        }
        return sum;
    }

    /** What happened on a day (UTC). */
    public DayTally tally(LocalDate day) {
        DayTally sum = DayTally.NONE;
        for (String partition : rows.partitions()) {
            sum = sum.plus(counts.sum(partition).tally(day));
        }
        return sum;
    }

    /** The ticket in a system outside that a finding is in. */
    public Optional<OutsideTicket> outside(FindingId id) {
        return outward.ticketOf(id);
    }

    /** The tickets in a system outside that findings are in, of those that have one. */
    public Map<FindingId, OutsideTicket> outside(List<FindingId> ids) {
        return outward.ticketsOf(ids);
    }

    /** How things went from day to day. */
    public Trend trend() {
        return trend;
    }

    /**
     * Writes everything in the commit, or nothing.
     *
     * @return false when somebody else has changed the finding meanwhile: read again and decide anew
     */
    public boolean commit(Commit commit) {
        seals.seal(commit);
        if (records.writeAll(rows.changes(commit, counts)) != StoreOutcome.OK) {
            return false;
        }
        commits.incrementAndGet();
        counts.stored(rows.partition(commit.after.id().resourceHash()));
        return true;
    }

    /** How many commits this process has stored: while it stays the same, nothing that this process did has changed a finding. */
    public long commits() {
        return commits.get();
    }

    /** Sums up what commits have moved, so that counting stays quick. */
    public void sumUpCounts() {
        for (String partition : rows.partitions()) {
            counts.sumUp(partition);
        }
    }

    /** What a stored commit has to send. */
    public List<Posted> posted(Commit commit) {
        return rows.posted(commit);
    }

    /** What was committed before this time and is still stored, sent or not; at most 1,000 or a few more a partition. */
    public List<Posted> posted(Instant before) {
        List<Posted> posted = new ArrayList<>();
        for (String partition : rows.partitions()) {
            List<Posted> old = new ArrayList<>();
            @Nullable String cursor = null;
            do {
                Page<StoredRecord> page = records.page(Rows.TABLE, partition, Rows.OUTGOING, cursor, Limits.PAGE);
                page.items().stream()
                        .flatMap(stored -> codec
                                .tryRead(stored.json(), Outgoing.class)
                                .map(outgoing -> new Posted(stored.key(), outgoing))
                                .stream())
                        .filter(one -> one.outgoing().at().isBefore(before))
                        .forEach(old::add);
                cursor = page.cursor();
            } while (cursor != null && old.size() < Limits.PAGE);
            posted.addAll(old);
        }
        return posted;
    }

    /** Forgets what has been sent, as many together as one partition and transaction allow; some may be forgotten already. */
    public void sent(List<RecordKey> posted) {
        Map<String, List<Change>> removals = new TreeMap<>();
        posted.forEach(key -> removals.computeIfAbsent(key.partition(), unused -> new ArrayList<>())
                .add(new Change.Delete(key, null)));
        removals.values().forEach(this::remove);
    }

    private void remove(List<Change> removals) {
        for (int i = 0; i < removals.size(); i += Limits.TRANSACTION_CHANGES) {
            List<Change> together = removals.subList(i, Math.min(removals.size(), i + Limits.TRANSACTION_CHANGES));
            if (records.writeAll(together) != StoreOutcome.OK) {
                together.forEach(records::write);
            }
        }
    }

    /**
     * Holds a finding that may not exist yet: an undo may bring its resource back under a new name.
     *
     * @return the seal of the hold, as details of the audit entry that the caller has to write
     */
    public Map<String, String> hold(Hold hold) {
        records.writeAll(
                List.of(new Change.Put(rows.hold(hold.findingId()), codec.write(hold)), rows.known(hold.findingId())));
        int revision =
                find(hold.findingId()).map(held -> held.value().revision()).orElse(0);
        return seals.of(hold, revision);
    }

    private <T> Page<T> merged(
            String prefix, @Nullable String cursor, int limit, Function<StoredRecord, Optional<T>> decode) {
        MergedRows rest = new MergedRows(records, rows.partitions(), prefix, cursor, limit);
        List<StoredRecord> page = new ArrayList<>();
        while (rest.hasNext() && page.size() < limit) {
            page.add(rest.next());
        }
        String next = rest.hasNext() ? Cursor.after(page.get(limit - 1).key().row()) : null;
        return new Page<>(
                page.stream().flatMap(row -> decode.apply(row).stream()).toList(), next);
    }

    /** A list only repeats what the finding says: where its row cannot be read, the finding is asked. */
    private Optional<FindingSummary> summary(StoredRecord stored) {
        return codec.tryRead(stored.json(), FindingSummary.class)
                .or(() -> FindingId.tryParse(Rows.named(stored.key()))
                        .flatMap(id -> records.get(rows.finding(id)))
                        .flatMap(this::readable)
                        .map(held -> FindingSummary.of(held.value())));
    }

    private <T> Optional<Held<T>> read(RecordKey key, Class<T> type) {
        return records.get(key).map(r -> held(r, type));
    }

    private <T> Held<T> held(StoredRecord stored, Class<T> type) {
        return new Held<>(codec.read(stored.json(), type), stored.etag());
    }
}
