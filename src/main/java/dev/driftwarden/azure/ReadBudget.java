package dev.driftwarden.azure;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Shares the reads that Azure allows. Its token buckets hold 250 reads for each subscription and tenant and refill at 25 a second
 * (learn.microsoft.com, request-limits-and-throttling); background reads wait when fewer than 100 are left, so that events find
 * some at any time. Resource Graph allows 15 queries in 5 seconds. Safe for use by many threads.
 */
final class ReadBudget {
    static final String RESOURCE_GRAPH = "resource-graph";
    private static final double FULL = 250;
    private static final double KEPT_FOR_EVENTS = 100;
    private static final double REFILL_A_SECOND = 25;
    private static final int QUERIES = 15;
    private static final long QUERY_WINDOW = Duration.ofSeconds(5).toNanos();

    private final LongSupplier nanos;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();
    private final Deque<Long> queries = new ArrayDeque<>();
    private long queriesBlockedUntil = Long.MIN_VALUE;

    /** @param nanos a clock that only goes forward, as {@link System#nanoTime} */
    ReadBudget(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Takes a read that must not wait. */
    void take(String scope) {
        bucket(scope).take(nanos.getAsLong());
    }

    /** Takes a read that gives way; how long to wait before it may be sent. */
    Duration reserve(String scope) {
        return bucket(scope).reserve(nanos.getAsLong());
    }

    /** Takes a query of Resource Graph; how long to wait before it may be sent. */
    synchronized Duration reserveQuery() {
        long now = nanos.getAsLong();
        long at = Math.max(now, queriesBlockedUntil);
        if (queries.size() == QUERIES) {
            at = Math.max(at, queries.removeFirst() + QUERY_WINDOW);
        }
        queries.addLast(at);
        return Duration.ofNanos(at - now);
    }

    /** What Azure says is left. */
    void learn(String scope, double remaining) {
        bucket(scope).learn(remaining, nanos.getAsLong());
    }

    /** Azure asks to wait: background reads do. */
    void block(String scope, Duration pause) {
        bucket(scope).block(nanos.getAsLong() + pause.toNanos());
    }

    synchronized void blockQueries(Duration pause) {
        queriesBlockedUntil = Math.max(queriesBlockedUntil, nanos.getAsLong() + pause.toNanos());
    }

    private Bucket bucket(String scope) {
        return buckets.computeIfAbsent(scope, any -> new Bucket(nanos.getAsLong()));
    }

    private static final class Bucket {
        private double level = FULL;
        private long at;
        private long blockedUntil = Long.MIN_VALUE;

        Bucket(long now) {
            at = now;
        }

        private void refill(long now) {
            level = Math.min(FULL, level + (now - at) / 1e9 * REFILL_A_SECOND);
            at = now;
        }

        synchronized void take(long now) {
            refill(now);
            level--;
        }

        synchronized Duration reserve(long now) {
            refill(now);
            level--;
            double missing = KEPT_FOR_EVENTS - level;
            long toRefill = missing <= 0 ? 0 : (long) (missing / REFILL_A_SECOND * 1e9);
            return Duration.ofNanos(Math.max(toRefill, Math.max(now, blockedUntil) - now));
        }

        synchronized void learn(double remaining, long now) {
            refill(now);
            level = Math.min(level, remaining);
        }

        synchronized void block(long until) {
            blockedUntil = Math.max(blockedUntil, until);
        }
    }
}
