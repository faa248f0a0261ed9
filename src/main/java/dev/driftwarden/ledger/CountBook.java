package dev.driftwarden.ledger;

import dev.driftwarden.finding.Finding;
import dev.driftwarden.store.Change;
import dev.driftwarden.store.Page;
import dev.driftwarden.store.Records;
import dev.driftwarden.store.StoreException;
import dev.driftwarden.store.StoredRecord;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many findings there are, and what happened on each day, kept up to date with every commit. */
final class CountBook {
    private static final Logger LOG = LoggerFactory.getLogger(CountBook.class);
    private static final String COUNTS = "c|counts";
    private static final int PARTITIONS = 16;

    /** So many commits of this process in a partition are summed up. */
    private static final int OFTEN_ENOUGH = 80;

    private final Records records;
    private final Codec codec;
    private final SummedRows<Moved> sums;
    private final AtomicIntegerArray commits = new AtomicIntegerArray(PARTITIONS);

    CountBook(Records records, Codec codec) {
        this.records = records;
        this.codec = codec;
        this.sums = new SummedRows<>(
                records,
                Rows.TABLE,
                codec,
                Moved.class,
                Moved.NOTHING,
                Moved::plus,
                // What happened on a day is left out when nobody can read it: it is a figure in a chart.
                (partition, readable) -> Moved.of(uncounted(partition, readable.counts())));
    }

    /** What a commit adds to what it writes. */
    List<Change> moved(String partition, @Nullable Finding before, Finding after, @Nullable ShadowEntry shadow) {
        // A finding made anew after its record was damaged counts its revisions anew, hence the time.
        String what = "%s|%08d|%d"
                .formatted(after.id(), after.revision(), after.openedAt().toEpochMilli());
        Moved counted = Moved.of(Counts.NONE.moved(before, after));
        Moved moved = DayTally.of(before, after, shadow).map(counted::on).orElse(counted);
        return moved.equals(Moved.NOTHING) ? List.of() : List.of(sums.add(partition, COUNTS, what, moved));
    }

    /** What the removal of a finding that was listed like this adds to what it writes. */
    Change removed(StoredRecord finding, FindingSummary listed) {
        String what = Rows.named(finding.key()) + "|removed|" + finding.etag();
        return sums.add(finding.key().partition(), COUNTS, what, Moved.of(Counts.NONE.without(listed)));
    }

    Moved sum(String partition) {
        return sums.sum(partition, COUNTS);
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
        sums.sumUp(partition, COUNTS);
    }

    /** Counts that nobody can read are made anew from the findings. */
    private Counts uncounted(String partition, Counts readable) {
        Counts sum = Counts.NONE;
        @Nullable String cursor = null;
        do {
            Page<StoredRecord> page = records.page(Rows.TABLE, partition, Rows.FINDING, cursor, 1000);
            for (StoredRecord stored : page.items()) {
                Optional<Finding> finding =
                        Rows.isHold(stored.key()) ? Optional.empty() : codec.tryRead(stored.json(), Finding.class);
                sum = finding.map(sum::with).orElse(sum);
            }
            cursor = page.cursor();
        } while (cursor != null);
        return sum.minus(readable);
    }
}
