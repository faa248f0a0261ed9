package dev.driftwarden.policy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * On some days of every week, from one time to another. When the end is not after the beginning it is on the next day.
 *
 * @param days those on which it begins
 */
record WeeklyTimes(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) implements Freeze.Times {

    @Override
    public Optional<Instant> until(Instant now) {
        LocalDate today = now.atZone(zone).toLocalDate();
        return Stream.of(today.minusDays(1), today)
                .filter(day -> days.contains(day.getDayOfWeek()))
                .flatMap(day -> on(day).until(now).stream())
                .max(Instant::compareTo);
    }

    private Freeze.Fixed on(LocalDate day) {
        WallClock clock = new WallClock(zone);
        LocalDate lastDay = to.isAfter(from) ? day : day.plusDays(1);
        return new Freeze.Fixed(clock.first(day.atTime(from)), clock.last(lastDay.atTime(to)));
    }

    @Override
    public String text() {
        String names = new TreeSet<>(days)
                .stream()
                        .map(day -> day.name().substring(0, 3).toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "));
        return names + " from " + from + " to " + to + " " + zone;
    }
}
