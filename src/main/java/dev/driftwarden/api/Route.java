package dev.driftwarden.api;

import dev.driftwarden.site.PathTemplate;
import dev.driftwarden.web.WebResponse;
import java.util.Set;
import java.util.function.Function;

/**
 * One operation of the API.
 *
 * @param template the path behind {@code /api/v1}, with {@code {names}} for its variable segments
 * @param inputs names of query parameters for GET, of body fields for POST
 */
record Route(
        String method, PathTemplate template, Access access, Set<String> inputs, Function<Call, WebResponse> handler) {
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
        return new Route("GET", new PathTemplate(template), Access.READERS, parameters, handler);
    }

    static Route post(String template, Set<String> fields, Function<Call, WebResponse> handler) {
        return new Route("POST", new PathTemplate(template), Access.SIGNED_IN, fields, handler);
    }

    Route forEverybody() {
        return new Route(method, template, Access.EVERYBODY, inputs, handler);
    }

    boolean changes() {
        return method.equals("POST");
    }
}
