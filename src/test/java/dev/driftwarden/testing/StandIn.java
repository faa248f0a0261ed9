package dev.driftwarden.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands in for a system outside: gives the answers that it was told to give, and remembers what it was asked. */
public final class StandIn implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Deque<Reply>> once = new HashMap<>();
    private final Map<String, Reply> always = new HashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    /**
     * What was asked.
     *
     * @param path with the query, as sent
     * @param headers by lower-case name
     */
    public record Asked(String method, String path, Map<String, String> headers, String body) {
        public JsonNode json() {
            try {
                return new ObjectMapper().readTree(body);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("no JSON: " + body, e);
            }
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /**
     * What is answered.
     *
     * @param lost whether the connection ends before the answer, after the request has had its effect
     */
    public record Reply(int status, Map<String, String> headers, String body, boolean lost) {
        public static Reply of(int status, String body) {
            return new Reply(status, Map.of("Content-Type", "application/json"), body, false);
        }

        public Reply with(String header, String value) {
            Map<String, String> more = new HashMap<>(headers);
            more.put(header, value);
            return new Reply(status, more, body, lost);
        }

        /** Taken, but nobody hears of it. */
        public Reply butLost() {
            return new Reply(status, headers, body, true);
        }
    }

    public StandIn() {
        try {
            server =
                    HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The answer to every such request, {@code METHOD /path} without the query. */
    public StandIn always(String request, int status, String body) {
        always.put(request, Reply.of(status, body));
        return this;
    }

    /** The answer to the next such request that has no earlier one. */
    public synchronized StandIn next(String request, Reply reply) {
        once.computeIfAbsent(request, any -> new ArrayDeque<>()).add(reply);
        return this;
    }

    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** What was asked of one address, {@code METHOD /path} without the query. */
    public List<Asked> asked(String request) {
        return asked.stream()
                .filter(one -> (one.method() + " " + one.path().split("\\?", 2)[0]).equals(request))
                .toList();
    }

    private synchronized Reply reply(String request) {
        Deque<Reply> waiting = once.getOrDefault(request, new ArrayDeque<>());
        return waiting.isEmpty()
                ? always.getOrDefault(request, Reply.of(404, "{\"message\":\"nothing planned for " + request + "\"}"))
                : waiting.remove();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> headers = new HashMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            URI uri = exchange.getRequestURI();
            asked.add(new Asked(exchange.getRequestMethod(), uri.toString(), headers, body));
            Reply reply = reply(exchange.getRequestMethod() + " " + uri.getRawPath());
            if (reply.lost()) {
                return;
            }
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
