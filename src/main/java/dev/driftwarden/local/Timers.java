package dev.driftwarden.local;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Runs timer functions when their time comes; a function never runs twice at the same time. */
final class Timers {
    private static final Logger LOGGER = Logger.getLogger("Host.Timers");

    private final ScheduledExecutorService scheduler;
    private final Executor executor;
    private final Clock clock;
    private final Set<String> running = ConcurrentHashMap.newKeySet();

    Timers(ScheduledExecutorService scheduler, Executor executor, Clock clock) {
        this.scheduler = scheduler;
        this.executor = executor;
        this.clock = clock;
    }

    void start(FunctionCatalog catalog) {
        catalog.triggeredBy(Trigger.Timer.class)
                .forEach(one -> plan(one.function(), one.trigger().schedule()));
    }

    private void plan(LocalFunction function, CronSchedule schedule) {
        Instant now = clock.instant();
        schedule.next(now).ifPresent(next -> {
            long wait = Math.max(1, Duration.between(now, next).toMillis());
            ScheduledFuture<?> unused = scheduler.schedule(() -> tick(function, schedule), wait, TimeUnit.MILLISECONDS);
        });
    }

    private void tick(LocalFunction function, CronSchedule schedule) {
        plan(function, schedule);
        runNow(function);
    }

    /** Starts a function unless it is running already. */
    void runNow(LocalFunction function) {
        if (running.add(function.name())) {
            executor.execute(() -> run(function));
        }
    }

    private void run(LocalFunction function) {
        try {
            function.invoke("{\"Schedule\":{\"AdjustForDST\":true},\"ScheduleStatus\":null,\"IsPastDue\":false}");
        } catch (RuntimeException failure) {
            LOGGER.log(Level.SEVERE, "A timer function failed; it runs again at its next time.", failure);
        } finally {
            running.remove(function.name());
        }
    }
}
