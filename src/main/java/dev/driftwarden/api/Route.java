package dev.driftwarden.api;

import dev.driftwarden.web.WebResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * One operation of the API.
 *
 * @param template the path behind {@code /api/v1}, with {@code {names}} for its variable segments
 * @param inputs names of query parameters for GET, of body fields for POST
 */
record Route(String method, String template, Access access, Set<String> inputs, Function<Call, WebResponse> handler) {
    Route {
        inputs = Set.copyOf(inputs);
    }

    /** Who may call it. */
    enum Access {
        EVERYBODY,
        /** Whoever holds a role of the bot. */
        READERS,
        /** Whoever is signed in; the use case itself checks the role, so that a refusal is audited. */
        SIGNED_IN
    }

    static Route get(String template, Set<String> parameters, Function<Call, WebResponse> handler) {
        return new Route("GET", template, Access.READERS, parameters, handler);
    }

    static Route post(String template, Set<String> fields, Function<Call, WebResponse> handler) {
        return new Route("POST", template, Access.SIGNED_IN, fields, handler);
    }

    Route forEverybody() {
        return new Route(method, template, Access.EVERYBODY, inputs, handler);
    }

    boolean changes() {
        return method.equals("POST");
    }

    /** The path's variables, or empty when the path is not this route's. */
    Optional<Map<String, String>> match(String path) {
        String[] wanted = template.split("/", -1);
        String[] given = path.split("/", -1);
        if (wanted.length != given.length) {
            return Optional.empty();
        }
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i].startsWith("{")) {
                variables.put(wanted[i].substring(1, wanted[i].length() - 1), given[i]);
            } else if (!wanted[i].equals(given[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(variables);
    }
}
