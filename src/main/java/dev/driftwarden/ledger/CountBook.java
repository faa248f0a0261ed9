package dev.driftwarden.ledger;

import dev.driftwarden.finding.Finding;
import dev.driftwarden.store.Change;
import dev.driftwarden.store.Page;
import dev.driftwarden.store.Records;
import dev.driftwarden.store.StoreException;
import dev.driftwarden.store.StoredRecord;
import java.time.LocalDate;
import java.util.ArrayList;
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
    private static final String DAY = "d|";
    private static final int PARTITIONS = 16;

    /** So many commits of this process in a partition are summed up. */
    private static final int OFTEN_ENOUGH = 80;

    private final Records records;
    private final Codec codec;
    private final SummedRows<Counts> counts;
    private final SummedRows<DayTally> tallies;
    private final AtomicIntegerArray commits = new AtomicIntegerArray(PARTITIONS);

    CountBook(Records records, Codec codec) {
        this.records = records;
        this.codec = codec;
        this.counts =
                new SummedRows<>(records, Rows.TABLE, codec, Counts.class, Counts.NONE, Counts::plus, this::uncounted);
        this.tallies = new SummedRows<>(
                records,
                Rows.TABLE,
                codec,
                DayTally.class,
                DayTally.NONE,
                DayTally::plus,
                // What nobody can read is left out: it is a figure in a chart.
                (partition, readable) -> DayTally.NONE);
    }

    /** What a commit adds to what it writes. */
    List<Change> moved(String partition, @Nullable Finding before, Finding after, @Nullable ShadowEntry shadow) {
        // A finding made anew after its record was damaged counts its revisions anew, hence the time.
        String what = "%s|%08d|%d"
                .formatted(after.id(), after.revision(), after.openedAt().toEpochMilli());
        List<Change> changes = new ArrayList<>();
        Counts moved = Counts.NONE.moved(before, after);
        if (!moved.equals(Counts.NONE)) {
            changes.add(counts.add(partition, COUNTS, what, moved));
        }
        DayTally.of(before, after, shadow)
                .ifPresent(added -> changes.add(tallies.add(partition, DAY + added.day(), what, added.tally())));
        return changes;
    }

    /** What the removal of a finding that was listed like this adds to what it writes. */
    Change removed(StoredRecord finding, FindingSummary listed) {
        String what = Rows.named(finding.key()) + "|removed|" + finding.etag();
        return counts.add(finding.key().partition(), COUNTS, what, Counts.NONE.without(listed));
    }

    Counts counts(String partition) {
        return counts.sum(partition, COUNTS);
    }

    DayTally tally(String partition, LocalDate day) {
        return tallies.sum(partition, DAY + day);
    }

    /** Notes that a commit was stored. */
    void stored(String partition, Finding after) {
        int number = Integer.parseInt(partition, PARTITIONS);
        if (commits.incrementAndGet(number) < OFTEN_ENOUGH) {
            return;
        }
        commits.set(number, 0);
        try {
            sumUp(partition, DayTally.day(after.lastSeenAt()));
        } catch (StoreException e) {
            LOG.warn("counts not summed up: {}", e.getMessage());
        }
    }

    /** Makes the rows of a partition's counts, and of what happened on a day, one. */
    void sumUp(String partition, LocalDate day) {
        counts.sumUp(partition, COUNTS);
        tallies.sumUp(partition, DAY + day);
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
