package dev.driftwarden.decision;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The tags of a resource; names and values are compared without regard to case. */
final class Tags {
    private Tags() {}

    /** Whether all of these are there with these values. */
    static boolean match(Map<String, String> wanted, @Nullable JsonNode resource) {
        return wanted.entrySet().stream()
                .allMatch(tag -> values(resource, tag.getKey()::equalsIgnoreCase).stream()
                        .anyMatch(tag.getValue()::equalsIgnoreCase));
    }

    static boolean has(String name, @Nullable JsonNode resource) {
        return !values(resource, name::equalsIgnoreCase).isEmpty();
    }

    private static List<String> values(@Nullable JsonNode resource, Predicate<String> name) {
        List<String> values = new ArrayList<>();
        if (resource != null) {
            resource.path("tags").properties().forEach(tag -> {
                if (name.test(tag.getKey())) {
                    values.add(tag.getValue().asText());
                }
            });
        }
        return values;
    }
}
