package dev.driftwarden.preflight;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.preflight.Check.Outcome;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * All checks together.
 *
 * @param checks in the order in which they were made
 */
public record Report(List<Check> checks) {
    public Report {
        checks = List.copyOf(checks);
    }

    /** The gravest outcome. */
    public Outcome outcome() {
        return checks.stream()
                .map(Check::outcome)
                .max(Comparator.naturalOrder())
                .orElse(Outcome.OK);
    }

    public long count(Outcome outcome) {
        return checks.stream().filter(check -> check.outcome() == outcome).count();
    }

    /** For programs: {@code {"outcome","checks":[{"outcome","area","place","finding","remedy"}]}}. */
    public ObjectNode json() {
        ObjectNode root = JsonNodeFactory.instance.objectNode().put("outcome", word(outcome()));
        ArrayNode all = root.putArray("checks");
        checks.forEach(check -> all.addObject()
                .put("outcome", word(check.outcome()))
                .put("area", check.area())
                .put("place", check.place())
                .put("finding", check.finding())
                .put("remedy", check.remedy()));
        return root;
    }

    /** As reports write it. */
    public static String word(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }
}
