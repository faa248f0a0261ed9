package dev.driftwarden.console;

import dev.driftwarden.console.Chart.Label;
import dev.driftwarden.console.Chart.Legend;
import dev.driftwarden.console.Chart.Shape;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Draws charts of days as SVG. No library: those for Java draw through AWT, which needs fonts that the image of the Functions host
 * need not have; see docs/decisions/0022-charts-are-drawn-by-templates.md.
 */
final class Charts {
    private static final int LEFT = 40;
    private static final int RIGHT = Chart.WIDTH - 6;
    private static final int TOP = 12;
    private static final int BOTTOM = Chart.HEIGHT - 24;
    private static final int TICKS = 3;
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);

    private final LocalDate first;
    private final int days;

    /** @param days how many days are shown up to and with {@code last} */
    Charts(LocalDate last, int days) {
        this.first = last.minusDays(days - 1L);
        this.days = days;
    }

    /**
     * One row of figures.
     *
     * @param kind names its colour in the style sheet
     * @param values one for each of the chart's days; null where there is none
     */
    record Series(String kind, String title, List<@Nullable Double> values) {}

    /** Bars of each day's values, one upon the other; the first series is at the bottom. */
    Chart stacked(String name, String title, String summary, List<Series> series, DoubleFunction<String> text) {
        double most = IntStream.range(0, days)
                .mapToDouble(day ->
                        series.stream().mapToDouble(one -> value(one, day)).sum())
                .max()
                .orElse(0);
        Scale scale = Scale.upTo(most, text);
        List<Shape> shapes = new ArrayList<>();
        double[] below = new double[days];
        for (Series one : series) {
            StringBuilder path = new StringBuilder();
            for (int day = 0; day < days; day++) {
                double value = value(one, day);
                if (value > 0) {
                    path.append(bar(day, scale.y(below[day] + value), scale.y(below[day])));
                    below[day] += value;
                }
            }
            shapes.add(new Shape(one.kind(), path.toString()));
        }
        return chart(name, title, summary, shapes, scale, series, text);
    }

    /** A line with dots for each series; days without a value are passed over. */
    Chart lines(String name, String title, String summary, List<Series> series, DoubleFunction<String> text) {
        double most = series.stream()
                .flatMap(one -> one.values().stream())
                .mapToDouble(value -> value == null ? 0 : value)
                .max()
                .orElse(0);
        Scale scale = Scale.upTo(most, text);
        List<Shape> shapes = new ArrayList<>();
        for (Series one : series) {
            StringBuilder line = new StringBuilder();
            StringBuilder dots = new StringBuilder();
            for (int day = 0; day < days; day++) {
                Double value = one.values().get(day);
                if (value != null) {
                    double y = scale.y(value);
                    line.append(line.isEmpty() ? "M" : "L").append(at(middle(day), y));
                    dots.append("M").append(at(middle(day), y)).append("h0");
                }
            }
            shapes.add(new Shape("line " + one.kind(), line.toString()));
            shapes.add(new Shape("dots " + one.kind(), dots.toString()));
        }
        return chart(name, title, summary, shapes, scale, series, text);
    }

    private Chart chart(
            String name,
            String title,
            String summary,
            List<Shape> shapes,
            Scale scale,
            List<Series> series,
            DoubleFunction<String> text) {
        List<List<String>> rows = IntStream.range(0, days)
                .filter(day -> series.stream().anyMatch(one -> one.values().get(day) != null))
                .mapToObj(day -> row(day, series, text))
                .toList();
        return new Chart(
                name,
                title,
                summary,
                shapes.stream().filter(shape -> !shape.path().isEmpty()).toList(),
                scale.labels(),
                dates(),
                series.stream().map(one -> new Legend(one.kind(), one.title())).toList(),
                Stream.concat(Stream.of("Day"), series.stream().map(Series::title))
                        .toList(),
                rows);
    }

    private List<String> row(int day, List<Series> series, DoubleFunction<String> text) {
        return Stream.concat(
                        Stream.of(first.plusDays(day).toString()),
                        series.stream()
                                .map(one -> one.values().get(day))
                                .map(value -> value == null ? "–" : text.apply(value)))
                .toList();
    }

    private List<Label> dates() {
        return Stream.of(0, days / 3, 2 * days / 3, days - 1)
                .map(day -> new Label(first.plusDays(day).format(DATE), (int) Math.round(middle(day)), BOTTOM + 16))
                .toList();
    }

    private double middle(int day) {
        return LEFT + (RIGHT - LEFT) * (day + 0.5) / days;
    }

    private String bar(int day, double top, double bottom) {
        double width = (double) (RIGHT - LEFT) / days * 0.72;
        return "M" + at(middle(day) - width / 2, top) + "h" + number(width) + "v" + number(bottom - top) + "h-"
                + number(width) + "z";
    }

    private static String at(double x, double y) {
        return number(x) + " " + number(y);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static double value(Series series, int day) {
        Double value = series.values().get(day);
        return value == null ? 0 : value;
    }

    /** The upright axis: from nothing to a round number that is not less than the most. */
    private record Scale(double top, DoubleFunction<String> text) {
        static Scale upTo(double most, DoubleFunction<String> text) {
            double magnitude = Math.pow(10, Math.floor(Math.log10(Math.max(most, TICKS))));
            double top = Stream.of(1.0, 1.5, 2.0, 3.0, 5.0, 10.0)
                    .map(step -> step * magnitude)
                    .filter(round -> round >= most)
                    .findFirst()
                    .orElse(most);
            return new Scale(top, text);
        }

        double y(double value) {
            return BOTTOM - (BOTTOM - TOP) * value / top;
        }

        List<Label> labels() {
            return IntStream.rangeClosed(0, 2)
                    .mapToObj(i -> new Label(text.apply(top * i / 2), LEFT - 6, (int) Math.round(y(top * i / 2))))
                    .toList();
        }
    }
}
