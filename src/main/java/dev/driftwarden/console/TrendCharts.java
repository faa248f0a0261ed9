package dev.driftwarden.console;

import dev.driftwarden.console.Charts.Series;
import dev.driftwarden.ledger.Spread;
import dev.driftwarden.ledger.Trend.Day;
import dev.driftwarden.rule.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The overview's charts: what was open, what came and went, how long detecting and fixing took. */
final class TrendCharts {
    static final int DAYS = 30;

    private final Map<LocalDate, Day> days;
    private final LocalDate last;
    private final Charts charts;

    TrendCharts(List<Day> days, Instant now) {
        this.days = days.stream().collect(Collectors.toMap(Day::date, Function.identity()));
        this.last = LocalDate.ofInstant(now, ZoneOffset.UTC);
        this.charts = new Charts(last, DAYS);
    }

    List<Chart> all() {
        return List.of(
                open(),
                flow(),
                lengths("detect", "Time to detect", day -> day.tally().detect()),
                lengths("fix", "Time to fix", day -> day.tally().fix()));
    }

    private Chart open() {
        List<Severity> worstFirst = new ArrayList<>(Arrays.asList(Severity.values()));
        Collections.reverse(worstFirst);
        List<Series> series = worstFirst.stream()
                .map(severity -> new Series("severity-" + severity, severity.toString(), values(day ->
                        (double) day.open().getOrDefault(severity.toString(), 0L))))
                .toList();
        String summary = "Open findings at the end of each day: " + change(day -> sum(day.open())) + ".";
        return charts.stacked("open", "Open findings", summary, series, TrendCharts::count);
    }

    private String change(ToDoubleFunction<Day> value) {
        List<Day> inOrder = IntStream.range(0, DAYS)
                .mapToObj(i -> last.minusDays(DAYS - 1L - i))
                .flatMap(date -> Stream.ofNullable(days.get(date)))
                .toList();
        // The first and the last day: with one day alone they are the same.
        return Stream.of(inOrder.get(0), inOrder.get(inOrder.size() - 1))
                .distinct()
                .map(day -> count(value.applyAsDouble(day)) + " on " + day.date())
                .collect(Collectors.joining(", "));
    }

    private Chart flow() {
        List<Series> series = List.of(
                new Series(
                        "fixed",
                        "fixed by the bot",
                        values(day -> sum(day.tally().fixed()))),
                new Series(
                        "ended",
                        "ended otherwise",
                        values(day -> sum(day.tally().ended()))),
                new Series("opened", "opened", values(day -> sum(day.tally().opened()))));
        String summary = "In the last " + DAYS + " days " + count(total(series.get(2))) + " findings were opened, "
                + count(total(series.get(0))) + " fixed by the bot, " + count(total(series.get(1)))
                + " ended otherwise.";
        return charts.lines("flow", "Opened and closed", summary, series, TrendCharts::count);
    }

    private Chart lengths(String name, String title, Function<Day, Spread> spread) {
        List<Series> series = List.of(
                new Series("median", "median", quantiles(spread, 0.5)),
                new Series("p95", "95 of 100", quantiles(spread, 0.95)));
        Spread all = days.values().stream().map(spread).reduce(Spread.NONE, Spread::plus);
        String summary = all.quantile(0.5)
                .map(median -> title + " over the last " + DAYS + " days: half within about " + length(median)
                        + ", 95 of 100 within about "
                        + length(all.quantile(0.95).orElse(median)) + ".")
                .orElse("Nothing was measured in the last " + DAYS + " days.");
        return charts.lines(
                name, title, summary, series, seconds -> length(Duration.ofMillis((long) (seconds * 1000))));
    }

    private List<@Nullable Double> quantiles(Function<Day, Spread> spread, double part) {
        return values(day -> spread.apply(day)
                .quantile(part)
                .map(length -> length.toMillis() / 1000.0)
                .orElse(null));
    }

    private List<@Nullable Double> values(Function<Day, @Nullable Double> value) {
        List<@Nullable Double> values = new ArrayList<>();
        for (int i = DAYS - 1; i >= 0; i--) {
            Day day = days.get(last.minusDays(i));
            values.add(day == null ? null : value.apply(day));
        }
        return values;
    }

    private static double sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static double total(Series series) {
        return series.values().stream()
                .mapToDouble(value -> value == null ? 0 : value)
                .sum();
    }

    private static String count(double value) {
        return value == Math.rint(value) ? Long.toString(Math.round(value)) : Double.toString(value);
    }

    /** To two figures or so, for instance {@code 45 s}, {@code 4 min}, {@code 3 h}. */
    private static String length(Duration time) {
        if (time.toSeconds() < 120) {
            return Math.round(time.toMillis() / 1000.0) + " s";
        }
        if (time.toMinutes() < 120) {
            return Math.round(time.toSeconds() / 60.0) + " min";
        }
        return time.toHours() < 48
                ? Math.round(time.toMinutes() / 60.0) + " h"
                : Math.round(time.toHours() / 24.0) + " days";
    }
}
