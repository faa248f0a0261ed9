package dev.driftwarden.engine;

import dev.driftwarden.ledger.Vitals;
import dev.driftwarden.ledger.Vitals.Lag;
import dev.driftwarden.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures how long events take from happening to being received, and notes it every ten seconds for all workers to see. */
final class EventLags {
    private static final Logger LOG = LoggerFactory.getLogger(EventLags.class);
    private static final Duration NOTED_EVERY = Duration.ofSeconds(10);
    private static final int KEPT = 512;

    private final Vitals vitals;
    private final Clock clock;
    private final String worker;
    private final long[] millis = new long[KEPT];
    private int received;
    private Instant notedAt = Instant.EPOCH;

    EventLags(Vitals vitals, Clock clock, String worker) {
        this.vitals = vitals;
        this.clock = clock;
        this.worker = worker;
    }

    void received(Instant occurredAt) {
        Instant now = clock.instant();
        Lag due;
        synchronized (this) {
            long lag = Math.max(0, Duration.between(occurredAt, now).toMillis());
            millis[received % KEPT] = lag;
            // Counts on in one round, so that it never overflows and still says when the ring is full.
            received = received + 1 >= 2 * KEPT ? KEPT : received + 1;
            if (now.isBefore(notedAt.plus(NOTED_EVERY))) {
                return;
            }
            notedAt = now;
            due = lag(now, lag);
        }
        note(due);
    }

    private Lag lag(Instant now, long last) {
        int events = Math.min(received, KEPT);
        long[] sorted = Arrays.copyOf(millis, events);
        Arrays.sort(sorted);
        long p95 = sorted[(int) Math.ceil(events * 0.95) - 1];
        return new Lag(worker, now, last / 1000.0, p95 / 1000.0, events);
    }

    /** Only a sign of life: an event is received also when it cannot be noted. */
    private void note(Lag lag) {
        try {
            vitals.lag(lag);
        } catch (StoreException unreachable) {
            LOG.warn("the event lag could not be noted: {}", unreachable.getMessage());
        }
    }
}
