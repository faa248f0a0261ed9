package dev.driftwarden.rule.cel;

import static dev.driftwarden.rule.cel.FunctionTable.DYN;

import dev.cel.common.types.SimpleType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;

/** Ages against the clock that the program was given. */
final class TimeFunctions {
    private TimeFunctions() {}

    @SuppressWarnings("Immutable") // a clock is read, never changed
    static void addTo(FunctionTable table, Clock clock) {
        table.add("age", SimpleType.DURATION, List.of(DYN), a -> Duration.between(moment(a[0]), clock.instant()));
        table.add("moment", SimpleType.TIMESTAMP, List.of(DYN), a -> moment(a[0]));
        table.add("days", SimpleType.DURATION, List.of(DYN), a -> days(a[0]));
    }

    private static Object days(Object value) {
        if (value instanceof Number number) {
            return Duration.ofSeconds(
                    (long) (number.doubleValue() * Duration.ofDays(1).toSeconds()));
        }
        throw EvaluationException.of("days() was given " + Json.kind(value) + ", expected a number");
    }

    /** Takes ISO 8601 with or without zone or time, and seconds since 1970. */
    private static Instant moment(Object value) {
        if (value instanceof Instant instant) {
            return instant;
        }
        if (value instanceof Number seconds) {
            return Instant.ofEpochSecond(Math.max(0, Math.min(seconds.longValue(), 253_402_300_799L)));
        }
        String text = Arguments.text(value, "age");
        try {
            return parse(text);
        } catch (DateTimeParseException e) {
            throw EvaluationException.of(
                    "'" + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + "' is no moment");
        }
    }

    private static Instant parse(String text) {
        if (text.length() == 10) {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        boolean zoned = text.endsWith("Z") || text.matches(".*[+-]\\d\\d:\\d\\d");
        return OffsetDateTime.parse(zoned ? text : text + "Z").toInstant();
    }
}
