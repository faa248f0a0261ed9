package dev.driftwarden.console;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * A point in time as it is shown.
 *
 * @param iso for programs
 * @param exact in UTC, to the minute
 * @param distance from now, for instance {@code 4 min ago}, {@code in 2 h}
 */
public record Moment(String iso, String exact, String distance) {
    private static final DateTimeFormatter EXACT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    static Moment of(Instant at, Instant now) {
        return new Moment(at.truncatedTo(ChronoUnit.SECONDS).toString(), EXACT.format(at), distance(at, now));
    }

    private static String distance(Instant at, Instant now) {
        String length = length(Duration.between(at, now).abs());
        if (length.isEmpty()) {
            return "just now";
        }
        return at.isAfter(now) ? "in " + length : length + " ago";
    }

    private static String length(Duration time) {
        if (time.toMinutes() < 1) {
            return "";
        }
        if (time.toMinutes() < 90) {
            return time.toMinutes() + " min";
        }
        return time.toHours() < 48 ? time.toHours() + " h" : time.toDays() + " days";
    }
}
