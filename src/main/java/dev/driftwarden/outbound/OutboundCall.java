package dev.driftwarden.outbound;

import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A call to be made. Its printed form shows method and host only: address, headers and body may hold secrets.
 *
 * @param body null for none
 */
public record OutboundCall(
        String method,
        URI address,
        Map<String, String> headers,
        @Nullable String body) {
    public OutboundCall {
        headers = Map.copyOf(headers);
    }

    public static OutboundCall get(URI address) {
        return new OutboundCall("GET", address, Map.of(), null);
    }

    /** Posts JSON. */
    public static OutboundCall post(URI address, String json) {
        return new OutboundCall("POST", address, Map.of("Content-Type", "application/json; charset=utf-8"), json);
    }

    public OutboundCall method(String other) {
        return new OutboundCall(other, address, headers, body);
    }

    /** With a header, in place of one of the same name. */
    public OutboundCall with(String name, String value) {
        Map<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        more.putAll(headers);
        more.put(name, value);
        return new OutboundCall(method, address, more, body);
    }

    @Override
    public String toString() {
        return method + " " + address.getHost();
    }
}
