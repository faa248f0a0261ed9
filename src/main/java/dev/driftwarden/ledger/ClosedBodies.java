package dev.driftwarden.ledger;

import dev.driftwarden.plan.Plan;
import dev.driftwarden.store.Bodies;
import dev.driftwarden.store.Change;
import dev.driftwarden.store.Cursor;
import dev.driftwarden.store.Page;
import dev.driftwarden.store.RecordKey;
import dev.driftwarden.store.Records;
import dev.driftwarden.store.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Forgets the states before fixes of findings that closed long ago. It goes along the list of closed findings, notes how far it came
 * in each partition, and never looks at the same finding twice.
 */
public final class ClosedBodies {
    private static final String TABLE = "retention";
    private static final String PARTITION = "bodies";
    private static final Duration STEP = Duration.ofHours(1);

    private final Records records;
    private final Bodies bodies;
    private final Codec codec;
    private final Rows rows;

    public ClosedBodies(Records records, Bodies bodies, Codec codec) {
        this.records = records;
        this.bodies = bodies;
        this.codec = codec;
        this.rows = new Rows(codec);
    }

    /**
     * How far it came in one partition.
     *
     * @param done everything that closed up to then is dealt with
     * @param target what is being dealt with goes up to then
     * @param cursor where in that it stands; null at its beginning
     */
    record Progress(Instant done, Instant target, @Nullable String cursor) {
        static final Progress NONE = new Progress(Instant.EPOCH, Instant.EPOCH, null);
    }

    /** Forgets bodies of findings that closed before this time, of at most {@code limit} findings in each partition. */
    public int forget(Instant before, int limit) {
        Map<String, Progress> progress = progress();
        int findings = 0;
        for (String partition : rows.partitions()) {
            Progress at = progress.getOrDefault(partition, Progress.NONE);
            Progress next = at.cursor() == null ? new Progress(at.done(), before, null) : at;
            if (at.cursor() != null || before.isAfter(at.done().plus(STEP))) {
                findings += forget(partition, next, limit);
            }
        }
        return findings;
    }

    private Map<String, Progress> progress() {
        Map<String, Progress> progress = new HashMap<>();
        records.page(TABLE, PARTITION, "", null, 1000)
                .items()
                .forEach(stored -> codec.tryRead(stored.json(), Progress.class)
                        .ifPresent(known -> progress.put(stored.key().row(), known)));
        return progress;
    }

    private int forget(String partition, Progress at, int limit) {
        String closed = rows.listPrefix(false);
        String start = at.cursor() == null ? Cursor.after(closed + Rows.newestFirst(at.target())) : at.cursor();
        String end = closed + Rows.newestFirst(at.done());
        Page<StoredRecord> page = records.page(Rows.TABLE, partition, closed, start, limit);
        List<StoredRecord> due = page.items().stream()
                .filter(stored -> stored.key().row().compareTo(end) < 0)
                .toList();
        due.forEach(stored -> forget(partition, stored));
        boolean through = due.size() < page.items().size() || page.cursor() == null;
        Progress next = through
                ? new Progress(at.target(), at.target(), null)
                : new Progress(at.done(), at.target(), page.cursor());
        records.write(new Change.Put(new RecordKey(TABLE, PARTITION, partition), codec.write(next)));
        return due.size();
    }

    private void forget(String partition, StoredRecord listed) {
        String id = listed.key().row().substring(listed.key().row().lastIndexOf('|') + 1);
        records.page(Rows.TABLE, partition, "p|" + id + "-", null, 1000).items().stream()
                .flatMap(stored -> codec.tryRead(stored.json(), Plan.class).stream())
                .flatMap(plan -> plan.beforeBodies().stream())
                .forEach(bodies::delete);
    }
}
