package dev.driftwarden.local;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Tells waiting pumps that a message is due, so that a local run need not poll quickly. */
final class WakeUps {
    /** Messages that are due later are found by polling; a reminder for each would only cost memory. */
    private static final Duration FURTHEST = Duration.ofMinutes(5);

    private final ScheduledExecutorService scheduler;
    private final Map<String, Semaphore> bells = new ConcurrentHashMap<>();

    WakeUps(ScheduledExecutorService scheduler) {
        this.scheduler = scheduler;
    }

    void dueIn(String queue, Duration delay) {
        if (delay.isZero()) {
            ring(queue);
        } else if (delay.compareTo(FURTHEST) <= 0) {
            later(queue, delay);
        }
    }

    private void later(String queue, Duration delay) {
        try {
            ScheduledFuture<?> unused =
                    scheduler.schedule(() -> ring(queue), delay.toMillis() + 1, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopping) {
            ring(queue);
        }
    }

    void ring(String queue) {
        bell(queue).release();
    }

    /** Waits until someone rings or the time is over. */
    void await(String queue, Duration atMost) throws InterruptedException {
        Semaphore bell = bell(queue);
        if (bell.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            bell.drainPermits();
        }
    }

    private Semaphore bell(String queue) {
        return bells.computeIfAbsent(queue, any -> new Semaphore(0));
    }
}
