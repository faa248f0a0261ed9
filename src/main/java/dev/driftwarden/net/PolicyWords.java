package dev.driftwarden.net;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Says in words what a conditional access policy does. */
public final class PolicyWords {
    private PolicyWords() {}

    /** What the policy is, whom and what it holds for, and what it asks for; a single hint when it cannot be read. */
    public static List<String> of(JsonNode policy) {
        try {
            AccessPolicy read = AccessPolicy.read(policy);
            List<String> words = new ArrayList<>();
            words.add("'" + policy.path("displayName").asText("unnamed") + "': " + state(read.state()));
            words.add("It holds for " + who(read) + " and for " + apps(read) + ".");
            words.add("It asks for " + asks(read) + ".");
            List<String> narrowings = read.narrowings();
            if (!narrowings.isEmpty()) {
                words.add("It holds only within " + String.join(", ", narrowings) + ".");
            }
            return words;
        } catch (UndecidableException e) {
            return List.of("What it does cannot be told: " + e.getMessage());
        }
    }

    /** What a state of a policy, as Graph writes it, means. */
    public static String state(String state) {
        return switch (state) {
            case "enabled" -> "in force from now on.";
            case "disabled" -> "without effect, for it is disabled.";
            default -> "only reports what it would do; it is not in force.";
        };
    }

    private static String who(AccessPolicy policy) {
        String included = policy.includesAllUsers() ? "all users" : listed(policy.included());
        return policy.excluded().isEmpty() ? included : included + " but " + listed(policy.excluded());
    }

    private static String apps(AccessPolicy policy) {
        if (policy.coversApp("All")) {
            return "all apps";
        }
        return "the apps " + listed(policy.list("conditions.applications", "includeApplications"));
    }

    private static String asks(AccessPolicy policy) {
        if (policy.blocks()) {
            return "nothing: it blocks";
        }
        GrantControls grant = policy.grant();
        return grant.controls().isEmpty() ? "nothing" : (grant.any() ? "one of " : "") + listed(grant.controls());
    }

    private static String listed(Set<?> words) {
        Set<String> sorted = new TreeSet<>();
        words.forEach(word -> sorted.add(String.valueOf(word)));
        return sorted.isEmpty() ? "nobody" : String.join(", ", sorted);
    }
}
