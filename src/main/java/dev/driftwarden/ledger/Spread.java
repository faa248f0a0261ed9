package dev.driftwarden.ledger;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How lengths of time are spread, in little space: counts by quarter powers of two of a second, so a quantile is right within a
 * tenth of itself.
 *
 * @param counts by class; class {@code n} holds lengths from 2^(n/4) s to 2^((n+1)/4) s, class 0 also shorter ones
 */
public record Spread(Map<Integer, Long> counts) {
    public static final Spread NONE = new Spread(Map.of());
    private static final int CLASSES_OF_A_DOUBLING = 4;

    public Spread {
        counts = Map.copyOf(counts);
    }

    Spread with(Duration length) {
        double seconds = Math.max(1, length.toMillis() / 1000.0);
        int at = (int) Math.floor(CLASSES_OF_A_DOUBLING * Math.log(seconds) / Math.log(2));
        return plus(new Spread(Map.of(at, 1L)));
    }

    public Spread plus(Spread other) {
        Map<Integer, Long> sum = new TreeMap<>(counts);
        other.counts.forEach((at, count) -> sum.merge(at, count, Long::sum));
        return new Spread(sum);
    }

    public long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * The length that this part of all did not exceed; empty when there are none.
     *
     * @param part from 0 to 1, for instance 0.5 for the median
     */
    public Optional<Duration> quantile(double part) {
        long wanted = Math.max(1, (long) Math.ceil(part * total()));
        long seen = 0;
        for (Map.Entry<Integer, Long> one : new TreeMap<>(counts).entrySet()) {
            seen += one.getValue();
            if (seen >= wanted) {
                double seconds = Math.pow(2, (one.getKey() + 0.5) / CLASSES_OF_A_DOUBLING);
                return Optional.of(Duration.ofMillis(Math.round(seconds * 1000)));
            }
        }
        return Optional.empty();
    }
}
