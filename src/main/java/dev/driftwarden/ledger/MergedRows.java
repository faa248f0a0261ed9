package dev.driftwarden.ledger;

import dev.driftwarden.store.Page;
import dev.driftwarden.store.Records;
import dev.driftwarden.store.StoredRecord;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** The rows of all partitions with one beginning, in the order of their keys, read a little at a time. */
final class MergedRows implements Iterator<StoredRecord> {
    private static final int SMALLEST = 10;
    private static final int LARGEST = 320;

    private final Records records;
    private final String prefix;
    private final PriorityQueue<Part> parts;

    /**
     * @param after only rows after this place, a cursor; null for all
     * @param expected about how many rows will be asked for
     */
    MergedRows(Records records, List<String> partitions, String prefix, @Nullable String after, int expected) {
        this.records = records;
        this.prefix = prefix;
        this.parts = new PriorityQueue<>(Comparator.comparing(Part::first));
        int size = Math.min(LARGEST, Math.max(SMALLEST, expected / (partitions.size() / 2)));
        for (String partition : partitions) {
            Part part = new Part(partition, after, size);
            if (part.filled()) {
                parts.add(part);
            }
        }
    }

    @Override
    public boolean hasNext() {
        return !parts.isEmpty();
    }

    @Override
    public StoredRecord next() {
        Part part = parts.poll();
        if (part == null) {
            throw new NoSuchElementException("no more rows");
        }
        StoredRecord next = part.rows.removeFirst();
        if (part.filled()) {
            parts.add(part);
        }
        return next;
    }

    /** One partition, read as far as it was needed; twice as much each time. */
    private final class Part {
        private final String partition;
        private final Deque<StoredRecord> rows = new ArrayDeque<>();
        private @Nullable String cursor;
        private boolean more = true;
        private int size;

        Part(String partition, @Nullable String cursor, int size) {
            this.partition = partition;
            this.cursor = cursor;
            this.size = size;
        }

        String first() {
            return rows.getFirst().key().row();
        }

        /** Whether there is a row, read now if need be. */
        boolean filled() {
            while (rows.isEmpty() && more) {
                Page<StoredRecord> page = records.page(Rows.TABLE, partition, prefix, cursor, size);
                rows.addAll(page.items());
                cursor = page.cursor();
                more = cursor != null;
                size = Math.min(LARGEST, size * 2);
            }
            return !rows.isEmpty();
        }
    }
}
