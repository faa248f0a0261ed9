package dev.driftwarden.practice;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One HTTP answer; a null body is sent as none. */
record Response(
        int status, Map<String, String> headers, @Nullable JsonNode body) {
    Response {
        headers = Map.copyOf(headers);
    }

    static Response of(int status, JsonNode body) {
        return new Response(status, Map.of(), body);
    }

    static Response ok(JsonNode body) {
        return of(200, body);
    }

    static Response empty(int status) {
        return new Response(status, Map.of(), null);
    }

    Response with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Response(status, more, body);
    }

    boolean succeeded() {
        return status < 300;
    }
}
