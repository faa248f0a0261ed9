package dev.driftwarden.practice;

import java.util.Locale;
import java.util.Map;

/**
 * One HTTP call.
 *
 * @param path decoded, without a trailing slash
 * @param query decoded parameters by lower-case name
 * @param headers by lower-case name, the first value of each
 */
record Request(String method, String path, Map<String, String> query, Map<String, String> headers, String body) {

    boolean isRead() {
        return method.equals("GET") || method.equals("HEAD");
    }

    /** The parameter, or an empty text. */
    String query(String name) {
        return query.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    /** The header, or an empty text. */
    String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    String[] segments() {
        return path.length() <= 1 ? new String[0] : path.substring(1).split("/");
    }

    Request withPath(String newPath) {
        return new Request(method, newPath, query, headers, body);
    }
}
