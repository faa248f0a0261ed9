package dev.driftwarden.ledger;

import dev.driftwarden.finding.Finding;
import dev.driftwarden.store.Change;
import dev.driftwarden.store.Page;
import dev.driftwarden.store.RecordKey;
import dev.driftwarden.store.Records;
import dev.driftwarden.store.StoreException;
import dev.driftwarden.store.StoreOutcome;
import dev.driftwarden.store.StoredRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many findings there are. A commit adds a row that says what it moved, so that commits never wait for one another; now and then
 * the rows of a partition are summed up. The counts are the last sum and what was moved since.
 */
final class CountBook {
    private static final Logger LOG = LoggerFactory.getLogger(CountBook.class);
    private static final String ALL = "c|";
    private static final String SUM = "c|counts";
    private static final String MOVED = "c|moved|";
    private static final int PARTITIONS = 16;

    /** How many rows become one at a time: a transaction takes a hundred changes. */
    private static final int TOGETHER = 90;

    /** So many commits of this process in a partition are summed up. */
    private static final int OFTEN_ENOUGH = 45;

    private static final int TRIES = 5;

    private final Records records;
    private final Codec codec;
    private final AtomicIntegerArray commits = new AtomicIntegerArray(PARTITIONS);

    CountBook(Records records, Codec codec) {
        this.records = records;
        this.codec = codec;
    }

    /** What a commit adds to what it writes; empty when it moves nothing. */
    Optional<Change> moved(String partition, @Nullable Finding before, Finding after) {
        // A finding made anew after its record was damaged counts its revisions anew, hence the time.
        String name = "%s|%08d|%d"
                .formatted(after.id(), after.revision(), after.openedAt().toEpochMilli());
        return change(partition, name, Counts.NONE.moved(before, after));
    }

    /** What the removal of a finding that was listed like this adds to what it writes. */
    Optional<Change> removed(StoredRecord finding, FindingSummary listed) {
        String name = Rows.named(finding.key()) + "|removed|" + finding.etag();
        return change(finding.key().partition(), name, Counts.NONE.without(listed));
    }

    private Optional<Change> change(String partition, String name, Counts moved) {
        return moved.byKey().isEmpty()
                ? Optional.empty()
                : Optional.of(new Change.Put(new RecordKey(Rows.TABLE, partition, MOVED + name), codec.write(moved)));
    }

    Counts of(String partition) {
        Parts parts = parts(all(partition));
        return parts.damaged().isEmpty() ? parts.sum() : counted(partition);
    }

    /** Notes that a commit was stored. */
    void stored(String partition) {
        int number = Integer.parseInt(partition, PARTITIONS);
        if (commits.incrementAndGet(number) < OFTEN_ENOUGH) {
            return;
        }
        commits.set(number, 0);
        try {
            sumUp(partition);
        } catch (StoreException e) {
            LOG.warn("counts not summed up: {}", e.getMessage());
        }
    }

    /** Makes the rows of a partition one. */
    void sumUp(String partition) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            List<StoredRecord> rows = all(partition);
            Parts parts = parts(rows);
            if (parts.damaged().isEmpty() && rows.stream().allMatch(CountBook::isSum)) {
                return;
            }
            Optional<List<Change>> changes =
                    parts.damaged().isEmpty() ? Optional.of(summed(partition, rows)) : repaired(partition, rows, parts);
            boolean done = changes.isPresent() && records.writeAll(changes.get()) == StoreOutcome.OK;
            if (done && rows.size() <= TOGETHER) {
                return;
            }
        }
    }

    private List<Change> summed(String partition, List<StoredRecord> rows) {
        List<StoredRecord> taken = rows.subList(0, Math.min(rows.size(), TOGETHER));
        return changes(partition, taken, parts(taken).sum());
    }

    /**
     * Counts that nobody can read are made anew: the findings are counted, less what the rows that stay will add. Empty when
     * something was committed meanwhile.
     */
    private Optional<List<Change>> repaired(String partition, List<StoredRecord> rows, Parts parts) {
        Counts counted = counted(partition);
        if (!rows.equals(all(partition))) {
            return Optional.empty();
        }
        List<StoredRecord> first = new ArrayList<>(parts.damaged());
        rows.stream()
                .filter(CountBook::isSum)
                .filter(row -> !first.contains(row))
                .forEach(first::add);
        rows.stream().filter(row -> !first.contains(row)).forEach(first::add);
        int taken = Math.min(first.size(), TOGETHER);
        Counts stays = parts(first.subList(taken, first.size())).sum();
        return Optional.of(changes(partition, first.subList(0, taken), counted.minus(stays)));
    }

    private List<Change> changes(String partition, List<StoredRecord> taken, Counts sum) {
        RecordKey key = new RecordKey(Rows.TABLE, partition, SUM);
        List<Change> changes = new ArrayList<>();
        Optional<StoredRecord> before = taken.stream().filter(CountBook::isSum).findFirst();
        changes.add(before.<Change>map(row -> new Change.Replace(key, codec.write(sum), row.etag()))
                .orElseGet(() -> new Change.Insert(key, codec.write(sum))));
        taken.stream().filter(row -> !isSum(row)).forEach(row -> changes.add(new Change.Delete(row.key(), row.etag())));
        return changes;
    }

    private static boolean isSum(StoredRecord row) {
        return row.key().row().equals(SUM);
    }

    /** What rows say together, and those that cannot be read. */
    private record Parts(Counts sum, List<StoredRecord> damaged) {}

    private Parts parts(List<StoredRecord> rows) {
        Counts sum = Counts.NONE;
        List<StoredRecord> damaged = new ArrayList<>();
        for (StoredRecord row : rows) {
            Optional<Counts> part = codec.tryRead(row.json(), Counts.class);
            if (part.isPresent()) {
                sum = sum.plus(part.get());
            } else {
                damaged.add(row);
            }
        }
        return new Parts(sum, damaged);
    }

    private Counts counted(String partition) {
        Counts sum = Counts.NONE;
        @Nullable String cursor = null;
        do {
            Page<StoredRecord> page = records.page(Rows.TABLE, partition, Rows.FINDING, cursor, 1000);
            for (StoredRecord stored : page.items()) {
                sum = codec.tryRead(stored.json(), Finding.class).map(sum::with).orElse(sum);
            }
            cursor = page.cursor();
        } while (cursor != null);
        return sum;
    }

    private List<StoredRecord> all(String partition) {
        List<StoredRecord> rows = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            Page<StoredRecord> page = records.page(Rows.TABLE, partition, ALL, cursor, 1000);
            rows.addAll(page.items());
            cursor = page.cursor();
        } while (cursor != null);
        return rows;
    }
}
