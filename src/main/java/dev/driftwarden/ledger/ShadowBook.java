package dev.driftwarden.ledger;

import dev.driftwarden.rule.Mode;
import dev.driftwarden.store.Change;
import dev.driftwarden.store.Page;
import dev.driftwarden.store.RecordKey;
import dev.driftwarden.store.Records;
import dev.driftwarden.store.StoreOutcome;
import dev.driftwarden.store.StoredRecord;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What rules would have written had their mode let them. Each plan counts once; a count for each rule and day stands beside the
 * list, so that a page about all rules reads no lists.
 */
public final class ShadowBook {
    private static final String TABLE = "shadow";
    private static final String PARTITION = "main";
    private static final String PLANS = "p|";
    private static final String LIST = "l|";
    private static final String DAYS = "d|";
    private static final int BATCH = 1000;
    private static final int COUNT_PARTS = 4;

    /** Each so many notes of this process the count that the last one added to is summed up. */
    private static final int OFTEN_ENOUGH = 45;

    private final Records records;
    private final Codec codec;
    private final SummedRows<Tally> days;
    private final AtomicLong notes = new AtomicLong();

    public ShadowBook(Records records, Codec codec) {
        this.records = records;
        this.codec = codec;
        this.days = new SummedRows<>(
                records,
                TABLE,
                codec,
                Tally.class,
                Tally.NONE,
                Tally::plus,
                // What nobody can read is left out: it decides nothing.
                (partition, readable) -> Tally.NONE);
    }

    /**
     * How often a rule would have acted.
     *
     * @param auto plans it would have written
     * @param approve plans it would have asked about
     */
    public record Tally(int auto, int approve) {
        static final Tally NONE = new Tally(0, 0);

        Tally plus(Tally other) {
            return new Tally(auto + other.auto, approve + other.approve);
        }

        private Tally plus(Mode would) {
            return plus(would == Mode.AUTO ? new Tally(1, 0) : new Tally(0, 1));
        }
    }

    /** Notes a plan; one that was noted before changes nothing. */
    public void note(ShadowEntry entry) {
        String figure = figure(entry);
        String json = codec.write(entry);
        List<Change> changes = List.of(
                new Change.Insert(key(PLANS + entry.planId()), json),
                new Change.Put(listed(entry), json),
                days.add(PARTITION, figure, entry.planId(), Tally.NONE.plus(entry.would())));
        if (records.writeAll(changes) == StoreOutcome.OK && notes.incrementAndGet() % OFTEN_ENOUGH == 0) {
            days.sumUp(PARTITION, figure);
        }
    }

    /** Makes each count one row again. */
    public void sumUp() {
        Set<String> figures = new TreeSet<>();
        each(DAYS, stored -> {
            String[] parts = parts(stored);
            if (parts.length == COUNT_PARTS && !parts[COUNT_PARTS - 1].isEmpty()) {
                figures.add(String.join("|", parts[0], parts[1], parts[2], ""));
            }
        });
        figures.forEach(figure -> days.sumUp(PARTITION, figure));
    }

    /** What one rule would have done, newest first. */
    public Page<ShadowEntry> list(String rule, @Nullable String cursor, int limit) {
        Page<StoredRecord> page = records.page(TABLE, PARTITION, LIST + rule + "|", cursor, limit);
        List<ShadowEntry> entries = page.items().stream()
                .flatMap(stored -> codec.tryRead(stored.json(), ShadowEntry.class).stream())
                .toList();
        return new Page<>(entries, page.cursor());
    }

    /** What each rule would have done since this day, by rule id. */
    public Map<String, Tally> tallies(Instant since) {
        Map<String, Tally> tallies = new TreeMap<>();
        String first = day(since);
        each(DAYS, stored -> {
            String[] parts = parts(stored);
            if (parts[1].compareTo(first) >= 0) {
                codec.tryRead(stored.json(), Tally.class)
                        .ifPresent(tally -> tallies.merge(parts[2], tally, Tally::plus));
            }
        });
        return tallies;
    }

    /** Forgets what is older than so long. */
    public void forgetBefore(Instant limit) {
        String first = day(limit);
        List<Change> old = new ArrayList<>();
        each(
                PLANS,
                stored -> codec.tryRead(stored.json(), ShadowEntry.class)
                        .filter(entry -> entry.at().isBefore(limit))
                        .ifPresent(entry -> {
                            old.add(new Change.Delete(listed(entry), null));
                            old.add(new Change.Delete(stored.key(), null));
                        }));
        each(DAYS, stored -> {
            if (parts(stored)[1].compareTo(first) < 0) {
                old.add(new Change.Delete(stored.key(), null));
            }
        });
        old.forEach(records::write);
    }

    private void each(String prefix, Consumer<StoredRecord> reader) {
        @Nullable String cursor = null;
        do {
            Page<StoredRecord> page = records.page(TABLE, PARTITION, prefix, cursor, BATCH);
            page.items().forEach(reader);
            cursor = page.cursor();
        } while (cursor != null);
    }

    /** The count of a day and rule; what was added to it has the plan's id behind. */
    private static String figure(ShadowEntry entry) {
        return DAYS + day(entry.at()) + "|" + entry.rule() + "|";
    }

    /** Of the key of a count: its kind, the day, the rule, and what follows. */
    private static String[] parts(StoredRecord count) {
        return count.key().row().split("\\|", COUNT_PARTS);
    }

    private static String day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC).toString();
    }

    private static RecordKey listed(ShadowEntry entry) {
        return key(LIST + entry.rule() + "|" + Rows.newestFirst(entry.at()) + "|" + entry.planId());
    }

    private static RecordKey key(String row) {
        return new RecordKey(TABLE, PARTITION, row);
    }
}
