package dev.driftwarden.ledger;

import dev.driftwarden.finding.FindingId;
import dev.driftwarden.store.Change;
import dev.driftwarden.store.Page;
import dev.driftwarden.store.RecordKey;
import dev.driftwarden.store.Records;
import dev.driftwarden.store.StoreOutcome;
import dev.driftwarden.store.StoredRecord;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sweeps and how far they are. There is never more than one at a time. */
public final class SweepBook {
    private static final String TABLE = "sweeps";
    private static final String RUNS = "runs";
    private static final String RUN = "r|";
    private static final String PART = "p|";
    private static final String MISSED = "m|";
    private static final RecordKey CURRENT = new RecordKey(TABLE, RUNS, "current");
    private static final String ID = "\\d{8}-\\d{6}-[0-9a-f]{6}";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final int LATE_SWEEPS = 3;

    private final Records records;
    private final Codec codec;

    public SweepBook(Records records, Codec codec) {
        this.records = records;
        this.codec = codec;
    }

    /** Names the sweep that began last. */
    record Current(String id) {}

    /** An id that tells people when it began. */
    public static String newId(Instant startedAt, UUID any) {
        return TIME.format(startedAt) + "-" + any.toString().substring(0, 6);
    }

    /** @return false when another one runs */
    public boolean start(Sweep sweep) {
        Optional<StoredRecord> before = records.get(CURRENT);
        if (current().filter(held -> !held.value().state().ended()).isPresent()) {
            return false;
        }
        String named = codec.write(new Current(sweep.id()));
        Change current = before.<Change>map(stored -> new Change.Replace(CURRENT, named, stored.etag()))
                .orElseGet(() -> new Change.Insert(CURRENT, named));
        Change run = new Change.Insert(run(sweep.id()), codec.write(sweep));
        return records.writeAll(List.of(current, run)) == StoreOutcome.OK;
    }

    /** The one that began last. */
    public Optional<Held<Sweep>> current() {
        return records.get(CURRENT)
                .flatMap(stored -> codec.tryRead(stored.json(), Current.class))
                .flatMap(current -> find(current.id()));
    }

    public Optional<Held<Sweep>> find(String id) {
        return id.matches(ID) ? records.get(run(id)).flatMap(this::sweep) : Optional.empty();
    }

    private Optional<Held<Sweep>> sweep(StoredRecord stored) {
        return codec.tryRead(stored.json(), Sweep.class).map(sweep -> new Held<>(sweep, stored.etag()));
    }

    /** @return false when it has changed since it was read */
    public boolean save(Held<Sweep> before, Sweep after) {
        return records.write(new Change.Replace(run(after.id()), codec.write(after), before.etag())) == StoreOutcome.OK;
    }

    /** Newest first. */
    public Page<Sweep> list(@Nullable String cursor, int limit) {
        Page<StoredRecord> page = records.page(TABLE, RUNS, RUN, cursor, limit);
        return new Page<>(
                page.items().stream()
                        .flatMap(stored -> sweep(stored).stream())
                        .map(Held::value)
                        .toList(),
                page.cursor());
    }

    /** The newest before this one that went through everything and came to its end. */
    public Optional<Sweep> wholeBefore(Instant startedAt) {
        return list(null, 100).items().stream()
                .filter(sweep ->
                        sweep.startedAt().isBefore(startedAt) && sweep.scope().whole())
                .filter(sweep -> sweep.state() == Sweep.State.COMPLETE || sweep.state() == Sweep.State.PARTIAL)
                .findFirst();
    }

    /** Adds parts; those that are there already stay as they are. */
    public void add(String sweepId, List<SweepPart> parts) {
        parts.forEach(part ->
                records.write(new Change.Insert(part(sweepId, part.shard().id()), codec.write(part))));
    }

    public Optional<Held<SweepPart>> findPart(String sweepId, String shardId) {
        return records.get(part(sweepId, shardId)).flatMap(this::part);
    }

    private Optional<Held<SweepPart>> part(StoredRecord stored) {
        return codec.tryRead(stored.json(), SweepPart.class).map(part -> new Held<>(part, stored.etag()));
    }

    /** @return false when somebody else has moved it */
    public boolean save(String sweepId, Held<SweepPart> before, SweepPart after) {
        RecordKey key = part(sweepId, after.shard().id());
        return records.write(new Change.Replace(key, codec.write(after), before.etag())) == StoreOutcome.OK;
    }

    public List<SweepPart> parts(String sweepId) {
        return all(sweepId, PART, SweepPart.class);
    }

    public void miss(String sweepId, Missed missed) {
        records.write(new Change.Put(missed(sweepId, missed.findingId()), codec.write(missed)));
    }

    public List<Missed> missed(String sweepId) {
        return all(sweepId, MISSED, Missed.class);
    }

    /** An event has come for a finding that one of the last sweeps had found without one. */
    public void late(FindingId finding, Instant now) {
        for (Sweep sweep : list(null, LATE_SWEEPS).items()) {
            records.get(missed(sweep.id(), finding))
                    .flatMap(stored -> codec.tryRead(stored.json(), Missed.class))
                    .filter(missed -> missed.suspect() != Missed.Suspect.LATE)
                    .ifPresent(missed -> late(sweep.id(), missed, now));
        }
    }

    private void late(String sweepId, Missed missed, Instant now) {
        miss(sweepId, missed.late(now));
        for (int attempt = 0; attempt < 10; attempt++) {
            Held<Sweep> held = find(sweepId).orElse(null);
            Nightly nightly = held == null ? null : held.value().nightly();
            if (held == null || nightly == null) {
                return;
            }
            Nightly changed = nightly.late(missed.suspect().toString());
            if (save(held, held.value().withNightly(changed))) {
                return;
            }
        }
    }

    /** Forgets ended sweeps that began before this time, their parts first. */
    public void forget(Instant before) {
        for (Sweep sweep : list(null, 1_000).items()) {
            if (sweep.state().ended() && sweep.startedAt().isBefore(before)) {
                new Retention(records, TABLE, sweep.id(), "").remove(stored -> true);
                records.write(new Change.Delete(run(sweep.id()), null));
            }
        }
    }

    private <T> List<T> all(String sweepId, String prefix, Class<T> type) {
        List<T> all = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            Page<StoredRecord> page = records.page(TABLE, sweepId, prefix, cursor, 1_000);
            page.items().forEach(stored -> codec.tryRead(stored.json(), type).ifPresent(all::add));
            cursor = page.cursor();
        } while (cursor != null);
        return all;
    }

    /** Newest first: every digit is taken from nine. */
    private static RecordKey run(String id) {
        StringBuilder row = new StringBuilder(RUN);
        id.chars().limit(15).forEach(c -> row.append(c == '-' ? '-' : (char) ('9' - c + '0')));
        return new RecordKey(TABLE, RUNS, row + "|" + id);
    }

    private static RecordKey part(String sweepId, String shardId) {
        return new RecordKey(TABLE, sweepId, PART + shardId);
    }

    private static RecordKey missed(String sweepId, FindingId finding) {
        return new RecordKey(TABLE, sweepId, MISSED + finding);
    }
}
