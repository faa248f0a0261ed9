package dev.driftwarden.azure;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/**
 * An HTTP server on a free loopback port that answers each {@code METHOD path} with its scripted answers, in order; the last one
 * again and again. Anything unscripted gets a 500 that no test expects.
 */
final class ScriptedAzure implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final Map<String, Queue<Response>> script = new ConcurrentHashMap<>();
    private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());

    ScriptedAzure() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Adds an answer; {@code {host}} in body and headers becomes this server's address. */
    ScriptedAzure on(String methodAndPath, Response response) {
        script.computeIfAbsent(methodAndPath, key -> new ArrayDeque<>()).add(response.with(this::fill));
        return this;
    }

    ScriptedAzure on(String methodAndPath, int status, String body) {
        return on(methodAndPath, new Response(status, body, Map.of(), Flaw.NONE));
    }

    private String fill(String text) {
        return text.replace("{host}", endpoint().toString());
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        URI uri = exchange.getRequestURI();
        requests.add(new Request(exchange.getRequestMethod(), uri.toString(), headers, body));
        next(exchange.getRequestMethod() + " " + uri.getRawPath()).send(exchange);
    }

    private Response next(String key) {
        Queue<Response> answers = script.get(key);
        if (answers == null) {
            return new Response(
                    500, "{\"error\":{\"code\":\"Unscripted\",\"message\":\"" + key + "\"}}", Map.of(), Flaw.NONE);
        }
        synchronized (answers) {
            return answers.size() > 1 ? answers.remove() : answers.element();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    record Request(String method, String uri, Map<String, String> headers, String body) {}

    enum Flaw {
        NONE,
        /** Says more bytes than it sends. */
        TRUNCATED,
        /** Closes without any answer. */
        SILENT
    }

    record Response(int status, String body, Map<String, String> headers, Flaw flaw) {
        static Response of(int status, String body, String... headers) {
            Map<String, String> map = new HashMap<>();
            for (int i = 0; i < headers.length; i += 2) {
                map.put(headers[i], headers[i + 1]);
            }
            return new Response(status, body, map, Flaw.NONE);
        }

        Response flawed(Flaw how) {
            return new Response(status, body, headers, how);
        }

        Response with(UnaryOperator<String> fill) {
            Map<String, String> filled = new HashMap<>();
            headers.forEach((name, value) -> filled.put(name, fill.apply(value)));
            return new Response(status, fill.apply(body), filled, flaw);
        }

        void send(HttpExchange exchange) throws IOException {
            if (flaw == Flaw.SILENT) {
                exchange.close();
                return;
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
            int length = flaw == Flaw.TRUNCATED ? bytes.length + 100 : bytes.length;
            exchange.sendResponseHeaders(status, length == 0 ? -1 : length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
                exchange.getResponseBody().flush();
            }
            exchange.close();
        }
    }
}
