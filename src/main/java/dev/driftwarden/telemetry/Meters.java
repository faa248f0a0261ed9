package dev.driftwarden.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleGauge;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Counts and measures. Attributes are few and of small ranges, so that the number of series stays small. */
public final class Meters {
    private static final List<Double> SECONDS =
            List.of(0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1800.0, 3600.0, 14400.0, 86400.0);

    private final Meter meter;
    private final Map<Figure, LongCounter> counters = new EnumMap<>(Figure.class);
    private final Map<Figure, DoubleHistogram> times = new EnumMap<>(Figure.class);
    private final Map<Figure, DoubleGauge> gauges = new EnumMap<>(Figure.class);

    Meters(Meter meter) {
        this.meter = meter;
    }

    /** Adds one. */
    public void count(Figure figure, Map<Attribute, String> attributes) {
        made(counters, figure, this::counter).add(1, of(attributes));
    }

    /** Adds one time; a negative one, as clocks that disagree give it, counts as none. */
    public void time(Figure figure, Duration time) {
        made(times, figure, this::histogram).record(Math.max(0, time.toMillis()) / 1000.0);
    }

    /** Notes a value as it is now. */
    public void level(Figure figure, double value, Map<Attribute, String> attributes) {
        made(gauges, figure, this::gauge).set(value, of(attributes));
    }

    /** Asks for counts that somebody else keeps, whenever figures are sent; they only ever grow. */
    public void follow(Figure figure, Map<String, LongSupplier> byKind) {
        var unused = meter.counterBuilder(figure.title())
                .setUnit(figure.unit())
                .setDescription(figure.about())
                .buildWithCallback(measurement -> byKind.forEach(
                        (kind, count) -> measurement.record(count.getAsLong(), of(Map.of(Attribute.API, kind)))));
    }

    private static <T> T made(Map<Figure, T> known, Figure figure, Function<Figure, T> maker) {
        synchronized (known) {
            return known.computeIfAbsent(figure, maker);
        }
    }

    private LongCounter counter(Figure figure) {
        return meter.counterBuilder(figure.title())
                .setUnit(figure.unit())
                .setDescription(figure.about())
                .build();
    }

    private DoubleHistogram histogram(Figure figure) {
        return meter.histogramBuilder(figure.title())
                .setUnit(figure.unit())
                .setDescription(figure.about())
                .setExplicitBucketBoundariesAdvice(SECONDS)
                .build();
    }

    private DoubleGauge gauge(Figure figure) {
        return meter.gaugeBuilder(figure.title())
                .setUnit(figure.unit())
                .setDescription(figure.about())
                .build();
    }

    private static Attributes of(Map<Attribute, String> attributes) {
        AttributesBuilder builder = Attributes.builder();
        attributes.forEach(
                (attribute, value) -> attribute.allowed(value).ifPresent(said -> builder.put(attribute.key(), said)));
        return builder.build();
    }
}
