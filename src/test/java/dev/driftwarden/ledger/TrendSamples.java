package dev.driftwarden.ledger;

import dev.driftwarden.ledger.Trend.Day;
import dev.driftwarden.store.Change;
import dev.driftwarden.store.RecordKey;
import dev.driftwarden.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.LongStream;

/** A past for a bot that has none: a month in which things got better. */
public final class TrendSamples {
    private TrendSamples() {}

    /** Records of the days before today. */
    public static void month(Store store, Instant now) {
        LocalDate today = DayTally.day(now);
        for (int ago = 29; ago >= 1; ago--) {
            Day day = new Day(today.minusDays(ago), open(ago), tally(ago));
            store.records()
                    .write(new Change.Put(new RecordKey("trend", "days", "d" + day.date()), new Codec().write(day)));
        }
    }

    private static Map<String, Long> open(int ago) {
        return Map.of(
                "critical", 11L + ago / 6 + ago % 3,
                "high", 40L + ago + ago % 4,
                "medium", 78L + 2L * ago + ago % 5,
                "low", 31L + ago / 2);
    }

    private static DayTally tally(int ago) {
        return new DayTally(
                Map.of("high", 2L + ago % 5, "medium", 1L + ago % 3),
                Map.of("high", 3L + ago % 4),
                Map.of("medium", 1L + ago % 2),
                spread(6 + ago % 7, 40),
                spread(60 + 12 * (ago % 9), 600),
                Map.of());
    }

    private static Spread spread(int from, int to) {
        return LongStream.range(0, 20)
                .mapToObj(number -> Spread.NONE.with(Duration.ofSeconds(from + (to - from) * number * number / 400)))
                .reduce(Spread.NONE, Spread::plus);
    }
}
