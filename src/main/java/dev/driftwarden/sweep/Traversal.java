package dev.driftwarden.sweep;

import dev.driftwarden.sweep.Examiner.Examined;
import dev.driftwarden.sweep.Reader.Reading;
import dev.driftwarden.world.BackgroundReads;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Goes through a whole plan in this process and keeps nothing but sums. */
public final class Traversal {
    private static final int SLICE = 100;

    private final Reader reader;
    private final Examiner examiner;
    private final BackgroundReads reads;
    private final BooleanSupplier stopped;
    private final Consumer<Progress> told;
    private Examined sum = Examined.NOTHING;
    private long expected;

    /**
     * A traversal.
     *
     * @param stopped asked between pages: whether to come to an end
     * @param told hears about every step
     */
    public Traversal(
            Reader reader, Examiner examiner, BackgroundReads reads, BooleanSupplier stopped, Consumer<Progress> told) {
        this.reader = reader;
        this.examiner = examiner;
        this.reads = reads;
        this.stopped = stopped;
        this.told = told;
    }

    /**
     * How far it is.
     *
     * @param expected about how many resources there are in Resource Graph
     * @param calls requests so far
     */
    public record Progress(Tally tally, long expected, long calls) {}

    /** Goes through all of it; what it came to, also when it was stopped or had no more calls. */
    public Examined go(Plan plan) {
        sum = new Examined(Tally.NONE.withGaps(plan.gaps().size()), plan.gaps());
        expected = plan.shards().stream().mapToLong(Shard::expected).sum();
        Deque<Shard> open = new ArrayDeque<>(plan.shards());
        while (!open.isEmpty()) {
            if (stopped.getAsBoolean()) {
                return add(missing("what was still to come: it was stopped", "Stopped"));
            }
            if (reads.spent()) {
                return add(
                        missing("what was still to come: no more calls may be made", BackgroundReads.ALLOWANCE_SPENT));
            }
            through(open.removeFirst(), open);
        }
        List<Gap> vanished = Presence.check(reads.inventory(), plan.shards());
        return add(new Examined(Tally.NONE.withGaps(vanished.size()), vanished));
    }

    private static Examined missing(String what, String code) {
        return new Examined(Tally.NONE.withGaps(1), List.of(new Gap(what, code, "This report is not the whole.")));
    }

    private Examined add(Examined more) {
        sum = sum.and(more);
        told.accept(new Progress(sum.tally(), expected, reads.usage().calls()));
        return sum;
    }

    private void through(Shard shard, Deque<Shard> open) {
        Cursor cursor = Cursor.START;
        while (cursor != null && !stopped.getAsBoolean() && !reads.spent()) {
            Reading reading = reader.read(shard, cursor);
            if (reading instanceof Reading.Found found) {
                add(new Examined(Tally.PAGE.withGaps(found.gaps().size()), found.gaps()));
                examine(found.rows());
                cursor = found.next();
            } else if (reading instanceof Reading.Later later) {
                cursor = pause(later.pause()) ? later.cursor() : null;
            } else {
                if (reading instanceof Reading.Split split) {
                    new ArrayList<>(split.halves()).forEach(open::addFirst);
                }
                cursor = null;
            }
        }
    }

    private void examine(List<Row> rows) {
        for (int from = 0; from < rows.size() && !stopped.getAsBoolean() && !reads.spent(); from += SLICE) {
            List<Row> slice = rows.subList(from, Math.min(rows.size(), from + SLICE));
            add(examiner.examine(slice).and(new Examined(Tally.found(slice.size()), List.of())));
        }
    }

    private boolean pause(Duration time) {
        try {
            for (long left = time.toMillis(); left > 0 && !stopped.getAsBoolean(); left -= 100) {
                Thread.sleep(Math.min(left, 100));
            }
            return !stopped.getAsBoolean();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
