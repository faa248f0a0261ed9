package dev.driftwarden.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Takes every request and gives it to the part that answers its path. */
final class FrontDoor implements HttpHandler {
    private static final Logger LOGGER = Logger.getLogger("Host.Http");

    /** Held for reading by each request; taken for writing, and kept, when the host stops. */
    private final ReentrantReadWriteLock requests = new ReentrantReadWriteLock();

    private final LoopbackOnly guard;
    private final EventGridWebhook webhook;
    private final Supplier<McpEndpoint> mcp;
    private final AdminEndpoint admin;
    private final PracticeSignIn signIn;
    private final HttpRoutes routes;

    FrontDoor(
            LoopbackOnly guard,
            EventGridWebhook webhook,
            Supplier<McpEndpoint> mcp,
            AdminEndpoint admin,
            PracticeSignIn signIn,
            HttpRoutes routes) {
        this.guard = guard;
        this.webhook = webhook;
        this.mcp = mcp;
        this.admin = admin;
        this.signIn = signIn;
        this.routes = routes;
    }

    /** Refuses new requests and waits for those that are being answered. */
    void shut(Duration atMost) throws InterruptedException {
        if (!requests.writeLock().tryLock(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            LOGGER.warning("Some requests did not end in time.");
        }
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        if (!requests.readLock().tryLock()) {
            exchange.close();
            return;
        }
        try {
            take(exchange);
        } finally {
            requests.readLock().unlock();
        }
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            Optional<Incoming> request = Incoming.read(exchange);
            Reply reply = request.map(this::safely)
                    .orElseGet(() -> Reply.text(413, "The body is larger than " + Incoming.LARGEST_BODY + " bytes."));
            reply.send(exchange);
        }
    }

    private Reply safely(Incoming request) {
        try {
            return guard.refusal(request).orElseGet(() -> answer(request));
        } catch (RuntimeException failure) {
            LOGGER.log(Level.SEVERE, "A request could not be answered.", failure);
            return Reply.text(500, "This went wrong inside the local host; the log says why.");
        }
    }

    private Reply answer(Incoming request) {
        String path = request.path();
        if (path.equalsIgnoreCase(EventGridWebhook.PATH)) {
            return webhook.handle(request);
        }
        if (path.equalsIgnoreCase(McpEndpoint.PATH)) {
            return mcp.get().handle(request);
        }
        if (path.toLowerCase(Locale.ROOT).startsWith(AdminEndpoint.PATH)) {
            return admin.handle(request);
        }
        if (path.equals(PracticeSignIn.PATH)) {
            return signIn.handle(request);
        }
        return routes.handle(signIn.authenticated(request));
    }
}
