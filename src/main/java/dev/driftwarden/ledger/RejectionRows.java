package dev.driftwarden.ledger;

import dev.driftwarden.store.Change;
import dev.driftwarden.store.Cursor;
import dev.driftwarden.store.Page;
import dev.driftwarden.store.RecordKey;
import dev.driftwarden.store.Records;
import dev.driftwarden.store.StoreOutcome;
import dev.driftwarden.store.StoredRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Where rejections lie: each with its place in one of two lists and its partition's counts, written together. */
final class RejectionRows {
    private static final String TABLE = "rejections";
    private static final String COUNTS = "c|counts";
    private static final String WAITING = "i|waiting|";
    private static final String HANDLED = "i|handled|";
    private static final long LATEST = 9_999_999_999_999L;
    private static final int TURNS = 50;

    private final Records records;
    private final Codec codec;

    RejectionRows(Records records, Codec codec) {
        this.records = records;
        this.codec = codec;
    }

    /** How many there are by {@code state/source}. */
    record Tally(Map<String, Long> byKey) {
        static final Tally NONE = new Tally(Map.of());

        Tally {
            byKey = Map.copyOf(byKey);
        }

        Tally with(@Nullable Rejection one, long more) {
            if (one == null) {
                return this;
            }
            Map<String, Long> next = new TreeMap<>(byKey);
            next.merge(one.state() + "/" + one.source(), more, Long::sum);
            next.values().removeIf(n -> n <= 0);
            return new Tally(next);
        }
    }

    /** Empty also for a row that nobody can read: what comes next takes its place. */
    Optional<Held<Rejection>> find(String id) {
        return records.get(key(id, "r|" + id)).flatMap(this::held);
    }

    private Optional<Held<Rejection>> held(StoredRecord stored) {
        return codec.tryRead(stored.json(), Rejection.class).map(value -> new Held<>(value, stored.etag()));
    }

    /** False when the row has changed since. */
    boolean save(Optional<Held<Rejection>> before, Rejection after) {
        RecordKey row = key(after.id(), "r|" + after.id());
        for (int turn = 0; turn < TURNS; turn++) {
            if (records.writeAll(changes(before, row, after)) == StoreOutcome.OK) {
                return true;
            }
            if (!same(row, before)) {
                return false;
            }
        }
        return false;
    }

    private List<Change> changes(Optional<Held<Rejection>> before, RecordKey row, Rejection after) {
        @Nullable Rejection old = before.map(Held::value).orElse(null);
        String json = codec.write(after);
        Optional<String> etag = before.map(Held::etag).or(() -> unreadable(row));
        List<Change> changes = new ArrayList<>();
        changes.add(etag.<Change>map(known -> new Change.Replace(row, json, known))
                .orElseGet(() -> new Change.Insert(row, json)));
        if (old != null && !listed(old).equals(listed(after))) {
            changes.add(new Change.Delete(listed(old), null));
        }
        changes.add(new Change.Put(listed(after), json));
        changes.add(counted(after.id(), tally -> tally.with(old, -1).with(after, 1)));
        return changes;
    }

    private Optional<String> unreadable(RecordKey row) {
        return records.get(row).filter(stored -> held(stored).isEmpty()).map(StoredRecord::etag);
    }

    private boolean same(RecordKey row, Optional<Held<Rejection>> before) {
        return records.get(row).flatMap(this::held).map(Held::etag).equals(before.map(Held::etag));
    }

    private interface Counting {
        Tally count(Tally tally);
    }

    /** A tally that nobody can read starts anew: it only helps to see. */
    private Change counted(String id, Counting counting) {
        RecordKey key = key(id, COUNTS);
        Optional<StoredRecord> stored = records.get(key);
        Tally tally =
                stored.flatMap(one -> codec.tryRead(one.json(), Tally.class)).orElse(Tally.NONE);
        String json = codec.write(counting.count(tally));
        return stored.<Change>map(one -> new Change.Replace(key, json, one.etag()))
                .orElseGet(() -> new Change.Insert(key, json));
    }

    void delete(Held<Rejection> one) {
        String id = one.value().id();
        for (int turn = 0; turn < TURNS; turn++) {
            StoreOutcome outcome = records.writeAll(List.of(
                    new Change.Delete(key(id, "r|" + id), one.etag()),
                    new Change.Delete(listed(one.value()), null),
                    counted(id, tally -> tally.with(one.value(), -1))));
            if (outcome == StoreOutcome.OK || !same(key(id, "r|" + id), Optional.of(one))) {
                return;
            }
        }
    }

    Page<Rejection> list(boolean waiting, @Nullable String cursor, int limit) {
        List<StoredRecord> found = stored(waiting ? WAITING : HANDLED, cursor, limit + 1);
        boolean more = found.size() > limit;
        List<StoredRecord> shown = more ? found.subList(0, limit) : found;
        return new Page<>(
                shown.stream()
                        .flatMap(one -> codec.tryRead(one.json(), Rejection.class).stream())
                        .toList(),
                more ? Cursor.after(shown.get(limit - 1).key().row()) : null);
    }

    private List<StoredRecord> stored(String prefix, @Nullable String cursor, int limit) {
        return partitions().stream()
                .flatMap(partition -> records.page(TABLE, partition, prefix, cursor, limit).items().stream())
                .sorted(Comparator.comparing((StoredRecord one) -> one.key().row()))
                .limit(limit)
                .toList();
    }

    List<Held<Rejection>> handledBefore(Instant before, int limit) {
        String cursor = Cursor.after(HANDLED + newestFirst(before));
        return stored(HANDLED, cursor, limit).stream()
                .flatMap(one -> codec.tryRead(one.json(), Rejection.class).stream())
                .flatMap(one -> find(one.id()).stream())
                .filter(one -> !one.value().waiting())
                .toList();
    }

    Map<String, Long> counts() {
        Map<String, Long> sum = new TreeMap<>();
        for (String partition : partitions()) {
            records.get(new RecordKey(TABLE, partition, COUNTS))
                    .flatMap(one -> codec.tryRead(one.json(), Tally.class))
                    .ifPresent(tally -> tally.byKey().forEach((key, n) -> sum.merge(key, n, Long::sum)));
        }
        return sum;
    }

    private static List<String> partitions() {
        return IntStream.range(0, 16).mapToObj(Integer::toHexString).toList();
    }

    private static RecordKey listed(Rejection one) {
        return key(one.id(), (one.waiting() ? WAITING : HANDLED) + newestFirst(one.at()) + "|" + one.id());
    }

    private static String newestFirst(Instant at) {
        return "%013d".formatted(LATEST - at.toEpochMilli());
    }

    private static RecordKey key(String id, String row) {
        return new RecordKey(TABLE, id.substring(0, 1), row);
    }
}
