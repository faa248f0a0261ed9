package dev.driftwarden.policy;

import dev.driftwarden.policy.Freeze.Times;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.yaml.Field;
import dev.driftwarden.yaml.Fields;
import dev.driftwarden.yaml.Names;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads one freeze of the policy file: fixed, on days of the week, or by cron. */
final class FreezeReader {
    private static final List<String> DAYS = Arrays.stream(DayOfWeek.values())
            .map(day -> day.name().substring(0, 3).toLowerCase(Locale.ROOT))
            .toList();

    /** Stands in for what could not be read; the file is refused then. */
    private static final Times NEVER = new Freeze.Fixed(Instant.EPOCH, Instant.EPOCH);

    private FreezeReader() {}

    static Freeze read(Fields entry, Function<Fields, @Nullable ResourceId> scope) {
        Freeze freeze = new Freeze(entry.required("name").text().orElse(""), times(entry), scope.apply(entry));
        entry.end();
        return freeze;
    }

    private static Times times(Fields entry) {
        Field cron = entry.optional("cron");
        if (cron.present()) {
            return cron(entry, cron);
        }
        boolean ofDay = entry.has("from")
                && entry.optional("from")
                        .text()
                        .filter(text -> text.length() <= 8)
                        .isPresent();
        return entry.has("days") || ofDay ? weekly(entry) : fixed(entry);
    }

    private static Times cron(Fields entry, Field cron) {
        Optional<Duration> length =
                entry.required("for").duration().filter(positive -> positive.compareTo(Duration.ofMinutes(1)) >= 0);
        Optional<ZoneId> zone = zone(entry.required("time-zone"));
        if (length.isEmpty() && entry.has("for")) {
            entry.optional("for").report("'for' must be at least PT1M");
        }
        try {
            return CronTimes.of(cron.text().orElse(""), length.orElse(Duration.ZERO), zone.orElse(ZoneId.of("UTC")));
        } catch (IllegalArgumentException e) {
            cron.report("'cron' must have five fields such as '0 17 * * FRI': " + e.getMessage());
            return NEVER;
        }
    }

    private static Times weekly(Fields entry) {
        Optional<ZoneId> zone = zone(entry.required("time-zone"));
        Set<DayOfWeek> days = days(entry.optional("days"));
        Optional<LocalTime> from = timeOfDay(entry.optional("from"));
        Optional<LocalTime> to = timeOfDay(entry.optional("to"));
        if (entry.has("from") != entry.has("to")) {
            entry.report("'from' and 'to' go together; without both, whole days are meant");
        }
        return new WeeklyTimes(
                days, from.orElse(LocalTime.MIDNIGHT), to.orElse(LocalTime.MIDNIGHT), zone.orElse(ZoneId.of("UTC")));
    }

    private static Set<DayOfWeek> days(Field field) {
        if (!field.present()) {
            return EnumSet.allOf(DayOfWeek.class);
        }
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (Field item : field.oneOrMore()) {
            item.text().ifPresent(name -> {
                int number = DAYS.indexOf(name.toLowerCase(Locale.ROOT));
                if (number < 0) {
                    item.report("a day is one of " + String.join(", ", DAYS) + Names.suggestion(name, DAYS));
                } else {
                    days.add(DayOfWeek.of(number + 1));
                }
            });
        }
        return days;
    }

    private static Times fixed(Fields entry) {
        Field zoneField = entry.optional("time-zone");
        Optional<ZoneId> zone = zoneField.present() ? zone(zoneField) : Optional.empty();
        Optional<Instant> from = moment(entry.required("from"), zone, /* end= */ false);
        Optional<Instant> to = moment(entry.required("to"), zone, /* end= */ true);
        if (from.isEmpty() || to.isEmpty()) {
            return NEVER;
        }
        if (!to.get().isAfter(from.get())) {
            entry.report("'to' must be after 'from'");
        }
        return new Freeze.Fixed(from.get(), to.get());
    }

    /** With a time zone, what the clocks there show; without, a moment with its offset. */
    private static Optional<Instant> moment(Field field, Optional<ZoneId> zone, boolean end) {
        if (zone.isEmpty()) {
            return field.instant();
        }
        WallClock clock = new WallClock(zone.get());
        return parsed(field, LocalDateTime::parse, "a time such as 2026-12-20T18:00, for there is a 'time-zone'")
                .map(time -> end ? clock.last(time) : clock.first(time));
    }

    private static Optional<LocalTime> timeOfDay(Field field) {
        return parsed(field, LocalTime::parse, "a time of day such as '17:30', in quotes");
    }

    private static Optional<ZoneId> zone(Field field) {
        return parsed(field, ZoneId::of, "a time zone such as Europe/Berlin");
    }

    private static <T> Optional<T> parsed(Field field, Function<String, T> parser, String what) {
        return field.text().flatMap(text -> {
            try {
                return Optional.of(parser.apply(text));
            } catch (DateTimeException e) {
                field.report("'" + field.name() + "' must be " + what);
                return Optional.empty();
            }
        });
    }
}
