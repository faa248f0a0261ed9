package dev.driftwarden.practice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.driftwarden.resource.ResourceId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A practice Azure on this machine: an HTTP server on 127.0.0.1 with ARM at {@code /}, Resource Graph at its usual path,
 * Microsoft Graph at {@code /v1.0} and {@code /beta}, and its own controls at {@code /practice}. It holds the sample estate,
 * takes writes, and raises the events that Azure would raise. Safe for use by many threads.
 */
public final class PracticeAzure implements AutoCloseable {
    private static final int THREADS = 32;
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final HttpServer server;
    private final ExecutorService workers;
    private final ScheduledExecutorService timer;
    private final PracticeParts parts;
    private final ReentrantLock lock;

    private PracticeAzure(
            HttpServer server, ExecutorService workers, ScheduledExecutorService timer, PracticeParts parts) {
        this.server = server;
        this.workers = workers;
        this.timer = timer;
        this.parts = parts;
        this.lock = parts.lock();
    }

    /**
     * Starts one with the sample estate, or with what its state file holds.
     *
     * @throws UncheckedIOException when the port is taken or the state file cannot be read
     */
    public static PracticeAzure start(PracticeOptions options) {
        sendWithoutDelay();
        HttpServer server = bind(options.port());
        String endpoint = "http://127.0.0.1:" + server.getAddress().getPort();
        ScheduledExecutorService timer = Executors.newScheduledThreadPool(2, PracticeAzure::daemon);
        PracticeParts parts = PracticeParts.assemble(options, endpoint, timer);
        ExecutorService workers = Executors.newFixedThreadPool(THREADS, PracticeAzure::daemon);
        server.createContext("/", parts.front());
        server.setExecutor(workers);
        server.start();
        return new PracticeAzure(server, workers, timer, parts);
    }

    /** Without this the JDK's server holds small answers back for 40 ms; it is read once, before the first server. */
    public static void sendWithoutDelay() {
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    private static HttpServer bind(int port) {
        try {
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            return HttpServer.create(new InetSocketAddress(loopback, port), /* backlog= */ 200);
        } catch (IOException e) {
            throw new UncheckedIOException("the practice Azure cannot listen on port " + port, e);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "practice-azure-" + COUNT.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    /** Where it listens, for instance {@code http://127.0.0.1:40123}; without a trailing slash. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Gives every Event Grid delivery (a JSON array) to the receiver; one that throws gets it again a few times. */
    public void onEvent(Consumer<String> receiver) {
        parts.events().register(receiver);
    }

    /** Posts every Event Grid delivery to the URL. */
    public void onEvent(URI receiver) {
        parts.events().register(receiver);
    }

    /** Gives every Entra audit envelope ({@code {"records":[…]}}) to the receiver. */
    public void onDirectoryAudit(Consumer<String> receiver) {
        parts.audits().register(receiver);
    }

    /** How many events and audit envelopes are still on their way. */
    public int pendingDeliveries() {
        return parts.events().pending() + parts.audits().pending();
    }

    public Calls calls() {
        return parts.calls();
    }

    public Faults faults() {
        return parts.faults();
    }

    /** Puts a full ARM body into the estate as it is: no checks, no event. */
    public void put(JsonNode body) {
        lock.lock();
        try {
            parts.resources().put(ResourceId.parse(body.path("id").asText()), body.<ObjectNode>deepCopy());
        } finally {
            lock.unlock();
        }
    }

    /** Takes a resource and what lies below it out of the estate: no checks, no event. */
    public void remove(ResourceId id) {
        lock.lock();
        try {
            parts.resources().remove(id);
        } finally {
            lock.unlock();
        }
    }

    /** The body of a resource, or of a directory object when the id starts with {@code /graph}. */
    public Optional<JsonNode> get(ResourceId id) {
        Optional<ObjectNode> found = id.isGraph()
                ? parts.directory().find(id.path().substring("/graph".length()))
                : parts.resources().find(id);
        return found.map(JsonNode.class::cast);
    }

    /** Puts a directory object at a path such as {@code /users/<id>} as it is: no checks, no audit record. */
    public void putDirectoryObject(String path, ObjectNode object) {
        parts.directory().put(path, object.deepCopy());
    }

    /** Back to the sample estate; faults, counters and logs are forgotten too. */
    public void reset() {
        parts.reset();
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
        timer.shutdownNow();
        parts.close();
    }

    /** Every scenario's name and title, for buttons. */
    public Map<String, String> scenarios() {
        return parts.scenarios();
    }
}
