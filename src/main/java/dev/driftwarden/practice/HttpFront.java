package dev.driftwarden.practice;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns HTTP exchanges into requests and answers into bytes, letting faults strike on the way. */
final class HttpFront implements HttpHandler {
    private static final int MOST_POLLS = 100;
    private static final Logger LOG = LoggerFactory.getLogger(HttpFront.class);
    private static final int MOST_BYTES = 4 * 1024 * 1024;
    private static final long READS_A_SECOND = 250;

    private final Router router;
    private final Faults faults;
    private final Calls calls;
    private final AtomicLong budget = new AtomicLong(READS_A_SECOND);
    private final AtomicLong budgetOf = new AtomicLong();

    HttpFront(Router router, Faults faults, Calls calls) {
        this.router = router;
        this.faults = faults;
        this.calls = calls;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Request request = read(exchange);
            if (!isLocal(request)) {
                send(exchange, request, ArmErrors.of(403, "NotLocal", "The practice Azure serves this machine only."));
            } else if (request.path().startsWith("/practice")) {
                send(exchange, request, answer(request));
            } else {
                calls.count(request);
                serve(exchange, request);
            }
        }
    }

    /** Refuses pages of other sites (Origin) and names that were bent to point here (Host). */
    private static boolean isLocal(Request request) {
        String origin = request.header("origin");
        return isLoopback("http://" + request.header("host")) && (origin.isEmpty() || isLoopback(origin));
    }

    private static boolean isLoopback(String url) {
        return url.matches("https?://(127\\.0\\.0\\.1|localhost|\\[::1\\])(:\\d{1,5})?");
    }

    private void serve(HttpExchange exchange, Request request) throws IOException {
        Optional<Fault.Effect> struck = faults.strike(request);
        Fault.Effect effect = struck.orElse(null);
        if (effect instanceof Fault.Effect.Answer answer) {
            send(exchange, request, faulty(answer));
            return;
        }
        if (effect instanceof Fault.Effect.ChangeBefore change) {
            finish(router.answer(byOther(change)));
        } else if (effect instanceof Fault.Effect.RunBefore before) {
            before.action().run();
        }
        Response response = answer(request);
        if (effect instanceof Fault.Effect.Delay delay) {
            pause(delay);
        }
        if (effect instanceof Fault.Effect.TruncateBody) {
            sendHalf(exchange, response);
        } else if (!(effect instanceof Fault.Effect.LoseResponse)) {
            send(exchange, request, response);
        }
    }

    private static Response faulty(Fault.Effect.Answer answer) {
        Response response = ArmErrors.of(answer.status(), answer.code(), answer.message());
        var wait = answer.retryAfter();
        return wait == null ? response : response.with("Retry-After", String.valueOf(wait.toSeconds()));
    }

    private static Request byOther(Fault.Effect.ChangeBefore change) {
        Map<String, String> headers = Map.of(Personas.HEADER, change.actor());
        return new Request(change.method(), change.path(), change.query(), headers, change.body());
    }

    /** Somebody else's write is over when the call comes, also where it takes several polls. */
    private void finish(Response begun) {
        String address = begun.headers().get("Azure-AsyncOperation");
        if (address == null) {
            return;
        }
        URI uri = URI.create(address);
        Request poll = new Request("GET", uri.getPath(), query(uri.getRawQuery()), Map.of(), "");
        Response state = router.answer(poll);
        for (int polls = 0; polls < MOST_POLLS && stillRuns(state); polls++) {
            state = router.answer(poll);
        }
    }

    private static boolean stillRuns(Response state) {
        return state.body() != null && state.body().path("status").asText().equals("InProgress");
    }

    private static void pause(Fault.Effect.Delay delay) {
        try {
            Thread.sleep(delay.by().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Response answer(Request request) {
        try {
            return router.answer(request);
        } catch (RuntimeException e) {
            LOG.error("{} {} failed", request.method(), request.path(), e);
            return ArmErrors.of(500, "InternalServerError", "The practice Azure failed; its log says why.");
        }
    }

    private static Request read(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        URI uri = exchange.getRequestURI();
        byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES);
        String path = uri.getPath() == null ? "/" : uri.getPath().replaceAll("/+$", "");
        return new Request(
                exchange.getRequestMethod(),
                path.isEmpty() ? "/" : path,
                query(uri.getRawQuery()),
                headers,
                new String(body, StandardCharsets.UTF_8));
    }

    static Map<String, String> query(@Nullable String raw) {
        Map<String, String> query = new LinkedHashMap<>();
        if (raw == null) {
            return query;
        }
        for (String pair : raw.split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            query.put(decode(name).toLowerCase(Locale.ROOT), equals < 0 ? "" : decode(pair.substring(equals + 1)));
        }
        return query;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private void send(HttpExchange exchange, Request request, Response response) throws IOException {
        addHeaders(exchange, request, response);
        byte[] bytes = response.body() == null ? new byte[0] : Json.bytes(response.body());
        boolean none = bytes.length == 0 || request.method().equals("HEAD");
        exchange.sendResponseHeaders(response.status(), none ? -1 : bytes.length);
        if (!none) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        }
    }

    private static void sendHalf(HttpExchange exchange, Response response) throws IOException {
        byte[] bytes = response.body() == null ? new byte[] {'{', '}'} : Json.bytes(response.body());
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(response.status(), bytes.length);
        exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
        exchange.getResponseBody().flush();
    }

    private void addHeaders(HttpExchange exchange, Request request, Response response) {
        var headers = exchange.getResponseHeaders();
        if (response.body() != null) {
            headers.set("Content-Type", "application/json; charset=utf-8");
        }
        String id = UUID.randomUUID().toString();
        headers.set("x-ms-request-id", id);
        String correlation = request.header("x-ms-correlation-request-id");
        headers.set("x-ms-correlation-request-id", correlation.matches("[0-9A-Fa-f-]{36}") ? correlation : id);
        headers.set("x-ms-routing-request-id", "WESTEUROPE:20261001T000000Z:" + id);
        String kind = request.isRead() ? "reads" : request.method().equals("DELETE") ? "deletes" : "writes";
        headers.set("x-ms-ratelimit-remaining-subscription-" + kind, String.valueOf(remaining()));
        response.headers().forEach(headers::set);
    }

    /** How many calls are left in this second; below zero it stays at zero, and nothing is refused for it. */
    private long remaining() {
        long second = System.nanoTime() / 1_000_000_000L;
        if (budgetOf.getAndSet(second) != second) {
            budget.set(READS_A_SECOND);
        }
        return Math.max(0, budget.decrementAndGet());
    }
}
