package dev.driftwarden.web;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What was asked.
 *
 * @param method upper case
 * @param path decoded, starting with a slash, without the query
 * @param query decoded parameters, each with all its values
 * @param headers by lower-case name; the last value of a repeated header
 * @param body as sent; empty for none
 */
public record WebRequest(
        String method, String path, Map<String, List<String>> query, Map<String, String> headers, String body) {
    public WebRequest {
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The first value of a query parameter. */
    public Optional<String> parameter(String name) {
        List<String> values = query.getOrDefault(name, List.of());
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
    }
}
