package dev.driftwarden.console;

import dev.driftwarden.engine.Person;
import dev.driftwarden.site.Parameters;
import dev.driftwarden.web.WebRequest;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * A signed-in person's request to the console.
 *
 * @param now the time that the whole page goes by
 * @param section name of the section that answers; empty when none does
 * @param variables the parts of the path that vary
 */
record Visit(WebRequest request, Person person, Instant now, String section, Map<String, String> variables) {
    Visit {
        variables = Map.copyOf(variables);
    }

    static Visit of(WebRequest request, Person person, Instant now) {
        return new Visit(request, person, now, "", Map.of());
    }

    Visit in(String name, Map<String, String> given) {
        return new Visit(request, person, now, name, given);
    }

    /** What was asked for; unknown parameters are passed over, for a page is better than a refusal. */
    Parameters parameters(Set<String> known) {
        return new Parameters(request, known);
    }

    /** The path behind {@code /console}. */
    String path() {
        String path = request.path().substring(Console.HOME.length());
        return path.equals("/") ? "" : path;
    }

    /** The part of the path that a route calls so. */
    String variable(String name) {
        return variables.getOrDefault(name, "");
    }
}
