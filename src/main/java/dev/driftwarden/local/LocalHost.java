package dev.driftwarden.local;

import com.sun.net.httpserver.HttpServer;
import dev.driftwarden.azure.Lazy;
import dev.driftwarden.engine.Bot;
import dev.driftwarden.functions.FunctionClasses;
import dev.driftwarden.practice.PracticeAzure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The local Functions host: serves the function classes on 127.0.0.1, works off their queues, runs their timers. Closing it
 * takes no new work, lets running work end for up to ten seconds, and closes the store.
 */
public final class LocalHost implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final FunctionCatalog catalog;
    private final HttpServer server;
    private final LocalWork work;
    private final FrontDoor door;
    private final AtomicBoolean closed = new AtomicBoolean();

    private LocalHost(FunctionCatalog catalog, HttpServer server, LocalWork work, FrontDoor door) {
        this.catalog = catalog;
        this.server = server;
        this.work = work;
        this.door = door;
    }

    /**
     * Takes the port, without answering on it yet.
     *
     * @param port 0 for any free one
     * @throws PortTakenException when another program has it
     */
    public static HttpServer bind(int port) {
        PracticeAzure.sendWithoutDelay();
        try {
            byte[] loopback = {127, 0, 0, 1};
            return HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(loopback), port), 0);
        } catch (BindException taken) {
            throw new PortTakenException(port, taken);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Starts to answer, to work and to keep time. */
    public static LocalHost start(HttpServer server, LocalWork work, Bot bot, PracticePeople people) {
        FunctionCatalog catalog = FunctionCatalog.of(FunctionClasses.all(), () -> bot);
        FrontDoor door = frontDoor(catalog, address(server), work, people);
        server.createContext("/", door);
        server.setExecutor(work.executor());
        work.start(catalog);
        server.start();
        return new LocalHost(catalog, server, work, door);
    }

    /**
     * Hands an event to the functions that an event hub starts.
     *
     * @throws FunctionFailedException when one of them failed, so that the event should come again
     */
    void deliver(String hub, String event) {
        catalog.triggeredBy(Trigger.EventHub.class)
                .filter(triggered -> triggered.trigger().hub().equalsIgnoreCase(hub))
                .forEach(triggered -> triggered.function().invoke(event));
    }

    private static FrontDoor frontDoor(FunctionCatalog catalog, URI address, LocalWork work, PracticePeople people) {
        return new FrontDoor(
                new LoopbackOnly(address.getPort()),
                new EventGridWebhook(catalog, work.executor()),
                new Lazy<>(() -> new McpEndpoint(catalog)),
                new AdminEndpoint(catalog, work::startTimerNow),
                new PracticeSignIn(people),
                new HttpRoutes(catalog, address));
    }

    /** {@code http://127.0.0.1:PORT}. */
    public URI address() {
        return address(server);
    }

    /** {@code http://127.0.0.1:PORT} of a bound server. */
    public static URI address(HttpServer server) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        try {
            door.shut(PATIENCE);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        } finally {
            server.stop(0);
            work.close();
        }
    }
}
