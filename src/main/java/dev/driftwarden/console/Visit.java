package dev.driftwarden.console;

import dev.driftwarden.engine.Person;
import dev.driftwarden.site.Parameters;
import dev.driftwarden.web.WebRequest;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A signed-in person's request for a page.
 *
 * @param now the time that the whole page goes by
 */
record Visit(WebRequest request, Person person, Instant now) {
    /** What was asked for; unknown parameters are passed over, for a page is better than a refusal. */
    Parameters parameters(Set<String> known) {
        return new Parameters(request, known);
    }

    /** The parts of the path behind {@code /console/}. */
    List<String> segments() {
        String path = request.path().substring("/console".length());
        return path.isEmpty() || path.equals("/")
                ? List.of()
                : List.of(path.substring(1).split("/", -1));
    }
}
