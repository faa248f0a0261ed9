package dev.driftwarden.ledger;

import dev.driftwarden.store.Change;
import dev.driftwarden.store.Page;
import dev.driftwarden.store.RecordKey;
import dev.driftwarden.store.Records;
import dev.driftwarden.store.StoreOutcome;
import dev.driftwarden.store.StoredRecord;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A figure that many add to at once: one row holds the sum, and whoever adds writes a row of its own, in the transaction that it
 * counts. Nobody waits for another. From time to time the added rows are made part of the sum.
 *
 * @param <T> the figure; what is added is of the same kind and may be negative
 */
final class SummedRows<T> {
    /** How many rows are summed up at once: a transaction takes a hundred changes. */
    private static final int TOGETHER = 90;

    private static final int TRIES = 5;

    private final Records records;
    private final String table;
    private final Codec codec;
    private final Class<T> type;
    private final T none;
    private final BinaryOperator<T> plus;
    private final Repair<T> repair;

    /** Finds out what rows that nobody can read had said. */
    interface Repair<T> {
        /** @param readable what the other rows say together */
        T missing(String partition, T readable);
    }

    SummedRows(
            Records records,
            String table,
            Codec codec,
            Class<T> type,
            T none,
            BinaryOperator<T> plus,
            Repair<T> repair) {
        this.records = records;
        this.table = table;
        this.codec = codec;
        this.type = type;
        this.none = none;
        this.plus = plus;
        this.repair = repair;
    }

    /**
     * Adds to a figure.
     *
     * @param figure the key of the row with the sum; no other figure's begins with it
     * @param what different for everything that is ever added
     */
    Change add(String partition, String figure, String what, T added) {
        return new Change.Put(new RecordKey(table, partition, figure + "|" + what), codec.write(added));
    }

    T sum(String partition, String figure) {
        Parts<T> parts = parts(rows(partition, figure));
        return parts.damaged().isEmpty()
                ? parts.sum()
                : plus.apply(parts.sum(), repair.missing(partition, parts.sum()));
    }

    /** Makes the rows of a figure one, unless others are about it. */
    void sumUp(String partition, String figure) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            List<StoredRecord> rows = rows(partition, figure);
            Parts<T> parts = parts(rows);
            if (parts.damaged().isEmpty() && rows.size() <= 1) {
                return;
            }
            List<Change> changes = summedUp(partition, figure, rows, parts);
            if (!changes.isEmpty() && records.writeAll(changes) == StoreOutcome.OK && rows.size() <= TOGETHER) {
                return;
            }
        }
    }

    /** Empty when something was added meanwhile, of which nobody knows whether the repair has seen it. */
    private List<Change> summedUp(String partition, String figure, List<StoredRecord> rows, Parts<T> parts) {
        RecordKey key = new RecordKey(table, partition, figure);
        List<StoredRecord> taken = taken(key, rows, parts.damaged());
        T sum = parts(taken).sum();
        if (!parts.damaged().isEmpty()) {
            sum = plus.apply(sum, repair.missing(partition, parts.sum()));
            if (!rows.equals(rows(partition, figure))) {
                return List.of();
            }
        }
        return changes(key, taken, codec.write(sum));
    }

    /** The damaged ones first, then the sum, then as many others as go together. */
    private static List<StoredRecord> taken(RecordKey sum, List<StoredRecord> rows, List<StoredRecord> damaged) {
        Set<StoredRecord> taken = new LinkedHashSet<>(damaged);
        rows.stream().filter(row -> row.key().equals(sum)).forEach(taken::add);
        taken.addAll(rows);
        return taken.stream().limit(TOGETHER).toList();
    }

    private static List<Change> changes(RecordKey sum, List<StoredRecord> taken, String json) {
        List<Change> changes = new ArrayList<>();
        for (StoredRecord row : taken) {
            changes.add(
                    row.key().equals(sum)
                            ? new Change.Replace(sum, json, row.etag())
                            : new Change.Delete(row.key(), row.etag()));
        }
        if (taken.stream().noneMatch(row -> row.key().equals(sum))) {
            changes.add(new Change.Insert(sum, json));
        }
        return changes;
    }

    /** What rows say together, and those that cannot be read. */
    private record Parts<T>(T sum, List<StoredRecord> damaged) {}

    private Parts<T> parts(List<StoredRecord> rows) {
        T sum = none;
        List<StoredRecord> damaged = new ArrayList<>();
        for (StoredRecord row : rows) {
            Optional<T> part = codec.tryRead(row.json(), type);
            if (part.isPresent()) {
                sum = plus.apply(sum, part.get());
            } else {
                damaged.add(row);
            }
        }
        return new Parts<>(sum, damaged);
    }

    private List<StoredRecord> rows(String partition, String figure) {
        List<StoredRecord> rows = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            Page<StoredRecord> page = records.page(table, partition, figure, cursor, 1000);
            rows.addAll(page.items());
            cursor = page.cursor();
        } while (cursor != null);
        return rows;
    }
}
