package dev.driftwarden.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.finding.TimelineEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who owns a resource, as its tag says. It is kept with the line that says that drift was seen. */
final class Owner {
    static final String DETAIL = "owner";
    private static final int LONGEST = 100;

    private Owner() {}

    static Optional<String> of(@Nullable JsonNode resource, String tag) {
        if (resource == null) {
            return Optional.empty();
        }
        return resource.path("tags").properties().stream()
                .filter(entry ->
                        entry.getKey().equalsIgnoreCase(tag) && entry.getValue().isTextual())
                .map(Map.Entry::getValue)
                .map(value -> value.asText().strip())
                .filter(value -> !value.isEmpty())
                .map(value -> value.substring(0, Math.min(LONGEST, value.length())))
                .findFirst();
    }

    /** As it was when the finding was last opened; empty when it had none. */
    static String in(List<TimelineEntry> story) {
        return story.stream()
                .map(entry -> entry.details().get(DETAIL))
                .filter(owner -> owner != null)
                .reduce("", (earlier, later) -> later);
    }
}
