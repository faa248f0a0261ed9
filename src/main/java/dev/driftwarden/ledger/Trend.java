package dev.driftwarden.ledger;

import dev.driftwarden.finding.FindingState;
import dev.driftwarden.store.Change;
import dev.driftwarden.store.Cursor;
import dev.driftwarden.store.RecordKey;
import dev.driftwarden.store.Records;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How things went from day to day: one small record a day, written by housekeeping from counters, never from the findings. */
public final class Trend {
    private static final String TABLE = "trend";
    private static final String DAYS = "days";
    private static final Set<String> OPEN_STATES = Arrays.stream(FindingState.values())
            .filter(FindingState::isOpen)
            .map(FindingState::toString)
            .collect(Collectors.toSet());

    private final Records records;
    private final Codec codec;
    private final FindingBook book;

    Trend(Records records, Codec codec, FindingBook book) {
        this.records = records;
        this.codec = codec;
        this.book = book;
    }

    /**
     * One day (UTC).
     *
     * @param open findings open when it ended, or, for today, now; by severity
     */
    public record Day(LocalDate date, Map<String, Long> open, DayTally tally) {
        public Day {
            open = Map.copyOf(open);
        }
    }

    /** Brings today's record up to date, and completes yesterday's. */
    public void note(Instant now) {
        LocalDate today = DayTally.day(now);
        write(now(today));
        LocalDate yesterday = today.minusDays(1);
        records.get(key(yesterday))
                .flatMap(stored -> codec.tryRead(stored.json(), Day.class))
                .ifPresent(day -> write(new Day(yesterday, day.open(), book.tally(yesterday))));
    }

    private void write(Day day) {
        records.write(new Change.Put(key(day.date()), codec.write(day)));
    }

    private static RecordKey key(LocalDate day) {
        return new RecordKey(TABLE, DAYS, "d" + day);
    }

    private Map<String, Long> openBySeverity() {
        Map<String, Long> open = new TreeMap<>();
        book.counts().forEach((key, count) -> {
            String[] parts = key.split("/", 3);
            if (OPEN_STATES.contains(parts[0])) {
                open.merge(parts[1], count, Long::sum);
            }
        });
        return open;
    }

    /** The days up to and with today, oldest first; today as it is now, before it days on which the bot did not run are not there. */
    public List<Day> last(int days, Instant now) {
        LocalDate today = DayTally.day(now);
        String after = Cursor.after(key(today.minusDays(days)).row());
        Stream<Day> before = records.page(TABLE, DAYS, "d", after, days).items().stream()
                .flatMap(stored -> codec.tryRead(stored.json(), Day.class).stream())
                .filter(day -> day.date().isBefore(today));
        return Stream.concat(before, Stream.of(now(today))).toList();
    }

    private Day now(LocalDate today) {
        return new Day(today, openBySeverity(), book.tally(today));
    }
}
