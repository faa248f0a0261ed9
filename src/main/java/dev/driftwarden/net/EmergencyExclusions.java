package dev.driftwarden.net;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Keeps the emergency accounts and groups out of a policy that is about to be put back. */
public final class EmergencyExclusions {
    private EmergencyExclusions() {}

    /**
     * A copy of the policy that leaves out every emergency account and group that the live one leaves out.
     *
     * @param policy bare or wrapped in {@code properties}, with or without conditions
     * @param live the same policy as it is now; missing or null when it is gone
     */
    public static JsonNode kept(JsonNode policy, JsonNode live, Collection<String> breakGlass) {
        JsonNode copy = policy.deepCopy();
        JsonNode users = body(copy).at("/conditions/users");
        JsonNode now = body(live).at("/conditions/users");
        if (users instanceof ObjectNode object) {
            Set<String> emergency = lower(breakGlass);
            List.of("excludeUsers", "excludeGroups").forEach(list -> keep(object, now.path(list), list, emergency));
        }
        return copy;
    }

    private static void keep(ObjectNode users, JsonNode now, String list, Set<String> emergency) {
        Set<String> there = new TreeSet<>();
        users.path(list).forEach(id -> there.add(id.asText().toLowerCase(Locale.ROOT)));
        for (JsonNode id : now) {
            String key = id.asText().toLowerCase(Locale.ROOT);
            if (emergency.contains(key) && there.add(key)) {
                (users.path(list) instanceof ArrayNode array ? array : users.putArray(list)).add(id.asText());
            }
        }
    }

    private static Set<String> lower(Collection<String> ids) {
        Set<String> lower = new TreeSet<>();
        ids.forEach(id -> lower.add(id.toLowerCase(Locale.ROOT)));
        return lower;
    }

    private static JsonNode body(JsonNode policy) {
        return policy.path("properties").isObject() ? policy.path("properties") : policy;
    }
}
