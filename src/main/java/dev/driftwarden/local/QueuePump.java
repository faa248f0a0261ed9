package dev.driftwarden.local;

import dev.driftwarden.functions.Queues;
import dev.driftwarden.store.WorkQueues;
import dev.driftwarden.store.WorkQueues.Delivery;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Works off one queue as the Functions host does: several messages at a time, a failed one again after a rest, and after the
 * last attempt into the poison queue. Runs until its thread is interrupted.
 */
final class QueuePump implements Runnable {
    private static final Logger LOGGER = Logger.getLogger("Host.Queues");

    private final String queue;
    private final LocalFunction function;
    private final WorkQueues queues;
    private final WakeUps wakeUps;
    private final Executor executor;
    private final QueueOptions options;
    private final ScheduledExecutorService scheduler;
    private final AtomicInteger working = new AtomicInteger();
    private volatile boolean stopped;

    QueuePump(
            FunctionCatalog.Triggered<Trigger.Queue> triggered,
            LiveStore store,
            Executor executor,
            QueueOptions options,
            ScheduledExecutorService scheduler) {
        this.queue = triggered.trigger().queue();
        this.function = triggered.function();
        this.queues = store.queues();
        this.wakeUps = store.wakeUps();
        this.executor = executor;
        this.options = options;
        this.scheduler = scheduler;
    }

    void stop() {
        stopped = true;
        wakeUps.ring(queue);
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                if (working.get() > options.refillAt() || take() == 0) {
                    wakeUps.await(queue, options.idle());
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private int take() {
        try {
            List<Delivery> batch = queues.receive(queue, options.batch(), options.held());
            working.addAndGet(batch.size());
            batch.forEach(delivery -> executor.execute(() -> work(delivery)));
            return batch.size();
        } catch (RuntimeException failure) {
            LOGGER.log(Level.SEVERE, "Queue " + queue + " cannot be read; trying again.", failure);
            return 0;
        }
    }

    private void work(Delivery delivery) {
        Renewal renewal = Renewal.start(queues, delivery, options.held(), scheduler);
        try {
            attempt(delivery);
            queues.complete(renewal.end());
        } catch (RuntimeException failure) {
            failed(renewal.end(), failure);
        } finally {
            if (working.getAndDecrement() == options.refillAt() + 1) {
                wakeUps.ring(queue);
            }
        }
    }

    /** A message that comes back after its last attempt was in work when the process died: it is not tried once more. */
    private void attempt(Delivery delivery) {
        if (delivery.attempts() > options.attempts()) {
            throw new IllegalStateException("it was in work " + options.attempts() + " times without an end");
        }
        function.invoke(delivery.body());
    }

    private void failed(Delivery delivery, RuntimeException failure) {
        boolean last = delivery.attempts() >= options.attempts();
        String fate = last ? "it goes to " + queue + Queues.POISON : "it is tried again";
        LOGGER.log(
                Level.WARNING,
                "A message of " + queue + " failed (attempt " + delivery.attempts() + "); " + fate,
                failure);
        try {
            if (last) {
                queues.send(queue + Queues.POISON, delivery.body(), Duration.ZERO);
                queues.complete(delivery);
            } else {
                queues.release(delivery, options.retryAfter());
            }
        } catch (RuntimeException broken) {
            LOGGER.log(
                    Level.SEVERE,
                    "A message of " + queue + " could not be given back; it comes back by itself.",
                    broken);
        }
    }
}
