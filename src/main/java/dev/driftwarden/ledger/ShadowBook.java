package dev.driftwarden.ledger;

import dev.driftwarden.store.Change;
import dev.driftwarden.store.Cursor;
import dev.driftwarden.store.Page;
import dev.driftwarden.store.RecordKey;
import dev.driftwarden.store.Records;
import dev.driftwarden.store.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What rules would have written had their mode let them. It is noted with the commit of the finding, and counted with what happened
 * on the day, so that a page about all rules reads no lists.
 */
public final class ShadowBook {
    private static final int BATCH = 1000;

    /** As many as one transaction removes. */
    private static final int TOGETHER = 100;

    private static final RecordKey FORGOTTEN = new RecordKey("retention", "shadow", "day");

    private final Records records;
    private final Codec codec;
    private final FindingBook book;
    private final Rows rows;

    public ShadowBook(Records records, Codec codec, FindingBook book) {
        this.records = records;
        this.codec = codec;
        this.book = book;
        this.rows = new Rows(codec);
    }

    /** What one rule would have done, newest first. */
    public Page<ShadowEntry> list(String rule, @Nullable String cursor, int limit) {
        MergedRows rest = new MergedRows(records, rows.partitions(), Rows.SHADOW + rule + "|", cursor, limit);
        List<StoredRecord> page = new ArrayList<>();
        while (rest.hasNext() && page.size() < limit) {
            page.add(rest.next());
        }
        String next = rest.hasNext() ? Cursor.after(page.get(limit - 1).key().row()) : null;
        List<ShadowEntry> entries = page.stream()
                .flatMap(stored -> codec.tryRead(stored.json(), ShadowEntry.class).stream())
                .toList();
        return new Page<>(entries, next);
    }

    /** What each rule would have done in so many days up to now, by rule id. */
    public Map<String, ShadowTally> tallies(Duration window, Instant now) {
        int days = (int) Math.max(1, window.toDays());
        return book.trend().last(days, now).stream()
                .map(day -> day.tally().would())
                .reduce(Map.of(), ShadowTally::sum);
    }

    /** The day on which old entries were last looked for. */
    record Forgotten(String day) {}

    /** Forgets what is older than so long; looks for it once a day. */
    public void forgetBefore(Instant limit) {
        Forgotten day = new Forgotten(DayTally.day(limit).toString());
        boolean done = records.get(FORGOTTEN)
                .flatMap(stored -> codec.tryRead(stored.json(), Forgotten.class))
                .filter(day::equals)
                .isPresent();
        if (!done) {
            rows.partitions().forEach(partition -> forgetBefore(partition, limit));
            records.write(new Change.Put(FORGOTTEN, codec.write(day)));
        }
    }

    private void forgetBefore(String partition, Instant limit) {
        @Nullable String cursor = null;
        do {
            Page<StoredRecord> page = records.page(Rows.TABLE, partition, Rows.SHADOW, cursor, BATCH);
            List<Change> old = page.items().stream()
                    .filter(stored -> isBefore(stored, limit))
                    .<Change>map(stored -> new Change.Delete(stored.key(), stored.etag()))
                    .toList();
            for (int from = 0; from < old.size(); from += TOGETHER) {
                records.writeAll(old.subList(from, Math.min(old.size(), from + TOGETHER)));
            }
            cursor = page.cursor();
        } while (cursor != null);
    }

    /** What cannot be read is of no use, and goes as well. */
    private boolean isBefore(StoredRecord stored, Instant limit) {
        return codec.tryRead(stored.json(), ShadowEntry.class)
                .map(entry -> entry.at().isBefore(limit))
                .orElse(true);
    }
}
