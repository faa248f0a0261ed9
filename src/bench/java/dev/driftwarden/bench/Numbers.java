package dev.driftwarden.bench;

import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** Numbers as a person reads them. */
final class Numbers {
    private Numbers() {}

    /** The median with the least and the most. */
    static String spread(List<Long> values) {
        List<Long> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2) + " (" + sorted.get(0) + " to " + sorted.get(sorted.size() - 1) + ")";
    }

    /** Percentiles of times that were recorded in nanoseconds. */
    static String percentiles(Histogram nanoseconds) {
        return "p50 " + milliseconds(nanoseconds.getValueAtPercentile(50)) + " ms, p95 "
                + milliseconds(nanoseconds.getValueAtPercentile(95)) + " ms";
    }

    static String milliseconds(long nanoseconds) {
        return String.format(Locale.ROOT, "%.2f", nanoseconds / 1e6);
    }

    static String count(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }
}
