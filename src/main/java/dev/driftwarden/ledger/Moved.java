package dev.driftwarden.ledger;

import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many findings there are and what happened on the last days; or what one commit adds to that.
 *
 * @param days what happened, by day (UTC) as {@code 2026-11-20}; the last three on which anything did, for the trend keeps those before
 */
record Moved(Counts counts, Map<String, DayTally> days) {
    private static final int KEPT = 3;

    static final Moved NOTHING = new Moved(Counts.NONE, Map.of());

    Moved {
        days = Map.copyOf(days);
    }

    static Moved of(Counts counts) {
        return new Moved(counts, Map.of());
    }

    Moved on(DayTally.Dated dated) {
        return new Moved(counts, Map.of(dated.day().toString(), dated.tally()));
    }

    DayTally tally(LocalDate day) {
        return days.getOrDefault(day.toString(), DayTally.NONE);
    }

    Moved plus(Moved other) {
        TreeMap<String, DayTally> all = new TreeMap<>(days);
        other.days.forEach((day, tally) -> all.merge(day, tally, DayTally::plus));
        while (all.size() > KEPT) {
            all.pollFirstEntry();
        }
        return new Moved(counts.plus(other.counts), all);
    }
}
