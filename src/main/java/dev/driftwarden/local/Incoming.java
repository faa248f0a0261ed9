package dev.driftwarden.local;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A request to the local host.
 *
 * @param headers by lower-case name; the last value of a repeated header
 */
record Incoming(String method, URI uri, Map<String, String> headers, String body) {
    /** More than the 1 MB that Event Grid sends at most. */
    static final int LARGEST_BODY = 2 * 1024 * 1024;

    /** Empty when the body is too large. */
    static Optional<Incoming> read(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            return Optional.empty();
        }
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(values.size() - 1)));
        String method = exchange.getRequestMethod().toUpperCase(Locale.ROOT);
        return Optional.of(
                new Incoming(method, exchange.getRequestURI(), headers, new String(body, StandardCharsets.UTF_8)));
    }

    String path() {
        String path = uri.getPath();
        return path == null || path.isEmpty() ? "/" : path;
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** The first value of a parameter of the query. */
    Optional<String> parameter(String name) {
        return Form.first(uri.getRawQuery(), name);
    }

    /** The first value of a field of a posted form. */
    Optional<String> field(String name) {
        return Form.first(body, name);
    }

    Optional<String> cookie(String name) {
        return pairs(headers.getOrDefault("cookie", ""))
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> pair.substring(name.length() + 1))
                .findFirst();
    }

    private static Stream<String> pairs(String cookies) {
        return Arrays.stream(cookies.split(";", -1)).map(String::strip);
    }

    Incoming withHeaders(Map<String, String> others) {
        return new Incoming(method, uri, Map.copyOf(others), body);
    }
}
