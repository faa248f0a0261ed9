package dev.driftwarden.local;

import dev.driftwarden.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Logger;

/** The threads of the local host and what they work on: queues and timers. */
public final class LocalWork implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger("Host");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final List<QueuePump> pumps = new ArrayList<>();
    private final List<Thread> pumpThreads = new ArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final LiveStore store;
    private final QueueOptions options;
    private final Timers timers;

    private LocalWork(Store store, QueueOptions options, Clock clock) {
        this.store = new LiveStore(store, new WakeUps(scheduler));
        this.options = options;
        this.timers = new Timers(scheduler, executor, clock);
    }

    public static LocalWork over(Store store, Clock clock) {
        return over(store, QueueOptions.DEFAULT, clock);
    }

    static LocalWork over(Store store, QueueOptions options, Clock clock) {
        return new LocalWork(store, options, clock);
    }

    /** The store for the bot to use: what it sends to a queue is worked on at once. */
    public Store store() {
        return store;
    }

    ExecutorService executor() {
        return executor;
    }

    void start(FunctionCatalog catalog) {
        catalog.triggeredBy(Trigger.Queue.class).forEach(this::pump);
        timers.start(catalog);
    }

    private void pump(FunctionCatalog.Triggered<Trigger.Queue> triggered) {
        QueuePump pump = new QueuePump(triggered, store, executor, options, scheduler);
        Thread thread = new Thread(pump, "queue-" + triggered.trigger().queue());
        pumps.add(pump);
        pumpThreads.add(thread);
        thread.start();
    }

    void startTimerNow(LocalFunction function) {
        timers.runNow(function);
    }

    /** Takes no new work, waits for what is running, closes the store. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        scheduler.shutdownNow();
        pumps.forEach(QueuePump::stop);
        try {
            for (Thread thread : pumpThreads) {
                thread.join(PATIENCE.toMillis());
            }
            finishRunning();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            executor.shutdownNow();
        } finally {
            store.close();
        }
    }

    private void finishRunning() throws InterruptedException {
        executor.shutdown();
        if (!executor.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            LOGGER.warning("Some work did not end in time; it is taken up again after the next start.");
            executor.shutdownNow();
        }
    }
}
