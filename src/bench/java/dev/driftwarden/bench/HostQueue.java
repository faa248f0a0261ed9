package dev.driftwarden.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.driftwarden.store.WorkQueues;
import dev.driftwarden.store.WorkQueues.Delivery;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Works off a queue as the Functions host does: one loop takes up to a batch whenever no more messages than the threshold are being
 * worked on, and rests while the queue is empty, longer and longer.
 */
final class HostQueue {
    private static final Path HOST = Path.of("host.json");
    private static final Duration SHORTEST_REST = Duration.ofMillis(100);
    private static final Duration VISIBILITY = Duration.ofMinutes(5);

    private final int batch;
    private final int threshold;
    private final Duration longestRest;
    private final WorkQueues queues;
    private final String queue;
    private final Consumer<String> function;
    private int working;
    private @Nullable RuntimeException failure;

    private HostQueue(JsonNode host, WorkQueues queues, String queue, Consumer<String> function) {
        this.batch = host.path("batchSize").asInt();
        this.threshold = host.path("newBatchThreshold").asInt();
        this.longestRest = Duration.between(
                LocalTime.MIDNIGHT,
                LocalTime.parse(host.path("maxPollingInterval").asText()));
        this.queues = queues;
        this.queue = queue;
        this.function = function;
    }

    /** As host.json in the working folder says. */
    static HostQueue open(WorkQueues queues, String queue, Consumer<String> function) {
        return new HostQueue(settings(), queues, queue, function);
    }

    /** How many messages are worked on at most at a time. */
    static int atOnce() {
        return settings().path("batchSize").asInt() + settings().path("newBatchThreshold").asInt();
    }

    private static JsonNode settings() {
        try {
            return new ObjectMapper().readTree(HOST.toFile()).at("/extensions/queues");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns when it is over and what was taken is done; throws what a function threw. */
    void run(BooleanSupplier over) throws InterruptedException {
        ExecutorService workers = Executors.newFixedThreadPool(batch + threshold);
        try {
            Duration rest = SHORTEST_REST;
            while (!over.getAsBoolean()) {
                awaitAtMost(threshold);
                List<Delivery> taken = queues.receive(queue, batch, VISIBILITY);
                taken.forEach(delivery -> begin(workers, delivery));
                if (!taken.isEmpty()) {
                    rest = SHORTEST_REST;
                } else if (!over.getAsBoolean()) {
                    TimeUnit.MILLISECONDS.sleep(rest.toMillis());
                    rest = rest.multipliedBy(2).compareTo(longestRest) < 0 ? rest.multipliedBy(2) : longestRest;
                }
            }
            awaitAtMost(0);
        } finally {
            workers.shutdownNow();
        }
    }

    private synchronized void begin(ExecutorService workers, Delivery delivery) {
        working++;
        workers.execute(() -> work(delivery));
    }

    private void work(Delivery delivery) {
        try {
            function.accept(delivery.body());
            queues.complete(delivery);
            end(null);
        } catch (RuntimeException e) {
            end(e);
        }
    }

    private synchronized void end(@Nullable RuntimeException thrown) {
        working--;
        failure = failure == null ? thrown : failure;
        notifyAll();
    }

    private synchronized void awaitAtMost(int most) throws InterruptedException {
        while (working > most && failure == null) {
            wait();
        }
        if (failure != null) {
            throw failure;
        }
    }
}
