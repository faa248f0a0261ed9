package dev.driftwarden.practice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers messages to the registered receivers, later and on another thread; a receiver that fails gets the message again,
 * as Event Grid does, a few times.
 */
final class Outbox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final int ATTEMPTS = 5;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final List<Consumer<String>> receivers = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService timer;
    private final Duration delay;
    private final AtomicInteger pending = new AtomicInteger();
    private volatile Disorder disorder = Disorder.NONE;
    private @Nullable HttpClient client;

    /**
     * How delivery may go wrong.
     *
     * @param copies how often each message arrives
     * @param spread each arrives up to this much later, so that the order is lost
     */
    record Disorder(int copies, Duration spread) {
        static final Disorder NONE = new Disorder(1, Duration.ZERO);
    }

    Outbox(ScheduledExecutorService timer, Duration delay) {
        this.timer = timer;
        this.delay = delay;
    }

    void register(Consumer<String> receiver) {
        receivers.add(receiver);
    }

    /** Posts every message to the URL, with the headers of an Event Grid delivery. */
    synchronized void register(URI url) {
        HttpClient http = client == null ? HttpClient.newHttpClient() : client;
        client = http;
        receivers.add(message -> post(http, url, message));
    }

    void disturb(Disorder wanted) {
        disorder = wanted;
    }

    /** How many messages are still on their way. */
    int pending() {
        return pending.get();
    }

    void send(String message) {
        Disorder now = disorder;
        for (int copy = 0; copy < now.copies(); copy++) {
            long spread = now.spread().toMillis();
            long later = spread == 0 ? 0 : ThreadLocalRandom.current().nextLong(spread + 1);
            for (Consumer<String> receiver : receivers) {
                schedule(receiver, message, delay.toMillis() + later, 1);
            }
        }
    }

    private void schedule(Consumer<String> receiver, String message, long millis, int attempt) {
        pending.incrementAndGet();
        var unused = timer.schedule(() -> deliver(receiver, message, attempt), millis, TimeUnit.MILLISECONDS);
    }

    private void deliver(Consumer<String> receiver, String message, int attempt) {
        try {
            receiver.accept(message);
        } catch (RuntimeException e) {
            LOG.warn("Delivery {} of {} failed", attempt, ATTEMPTS, e);
            if (attempt < ATTEMPTS && !timer.isShutdown()) {
                schedule(receiver, message, 200L << attempt, attempt + 1);
            }
        } finally {
            pending.decrementAndGet();
        }
    }

    private static void post(HttpClient http, URI url, String message) {
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json; charset=utf-8")
                .header("aeg-event-type", "Notification")
                .POST(HttpRequest.BodyPublishers.ofString(message, StandardCharsets.UTF_8))
                .build();
        try {
            int status =
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status >= 300) {
                throw new IllegalStateException("the receiver answered " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        receivers.clear();
    }
}
