package dev.driftwarden.local;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer of the local host, ready to be sent. */
record Reply(int status, Map<String, String> headers, String body) {
    private static final String TYPE = "Content-Type";

    static Reply empty(int status) {
        return new Reply(status, Map.of(), "");
    }

    static Reply text(int status, String sentence) {
        return of(status, "text/plain; charset=utf-8", sentence + "\n");
    }

    static Reply json(int status, String json) {
        return of(status, "application/json", json);
    }

    static Reply html(int status, String page) {
        return of(status, "text/html; charset=utf-8", page);
    }

    private static Reply of(int status, String type, String body) {
        return new Reply(status, Map.of(TYPE, type, "X-Content-Type-Options", "nosniff"), body);
    }

    Reply with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, more, body);
    }

    void send(HttpExchange exchange) throws IOException {
        headers.forEach(exchange.getResponseHeaders()::set);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        boolean bodiless = bytes.length == 0 || head || status == 204 || status == 304;
        exchange.sendResponseHeaders(status, bodiless ? -1 : bytes.length);
        if (!bodiless) {
            exchange.getResponseBody().write(bytes);
        }
    }
}
