package dev.driftwarden.local;

import dev.driftwarden.store.WorkQueues;
import dev.driftwarden.store.WorkQueues.Delivery;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Keeps a message hidden for as long as a function works on it. When the process dies it is seen again soon after. */
final class Renewal {
    private static final Logger LOGGER = Logger.getLogger("Host.Queues");

    private final WorkQueues queues;
    private final Duration held;
    private Delivery delivery;
    private boolean ended;
    private @Nullable ScheduledFuture<?> renewing;

    private Renewal(WorkQueues queues, Delivery delivery, Duration held) {
        this.queues = queues;
        this.delivery = delivery;
        this.held = held;
    }

    static Renewal start(WorkQueues queues, Delivery delivery, Duration held, ScheduledExecutorService scheduler) {
        Renewal renewal = new Renewal(queues, delivery, held);
        long every = held.toMillis() / 3;
        try {
            renewal.renewing = scheduler.scheduleAtFixedRate(renewal::renew, every, every, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopping) {
            LOGGER.log(Level.FINE, "Stopping: the message in work is not renewed any more.", stopping);
        }
        return renewal;
    }

    private synchronized void renew() {
        if (ended) {
            return;
        }
        try {
            Optional<Delivery> extended = queues.extend(delivery, held);
            extended.ifPresent(next -> delivery = next);
            ended = extended.isEmpty();
        } catch (RuntimeException passing) {
            LOGGER.log(Level.WARNING, "A message in work could not be renewed; trying again.", passing);
        }
    }

    /** Renews no more; the delivery as it is to be completed or released. */
    synchronized Delivery end() {
        ended = true;
        if (renewing != null) {
            renewing.cancel(false);
        }
        return delivery;
    }
}
