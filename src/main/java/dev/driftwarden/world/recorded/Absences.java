package dev.driftwarden.world.recorded;

import dev.driftwarden.resource.ResourceId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a recorded world knows not to exist: named absent, below something absent, or missing in a complete listing. */
final class Absences {
    private static final String AUTHORIZATION = "microsoft.authorization";

    private final Set<String> named;
    private final Set<String> listed;

    Absences(Set<ResourceId> named, Set<ResourceId> listed) {
        this.named = keys(named);
        this.listed = keys(listed);
    }

    private static Set<String> keys(Set<ResourceId> ids) {
        return ids.stream().map(ResourceId::key).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether the id does not exist, given that the world holds no object of this id. */
    boolean include(ResourceId id) {
        String key = id.key();
        boolean nowhere = OtherNames.commonName(id).filter(named::contains).isPresent();
        return nowhere || belowAbsent(key) || listed.contains(owner(key)) || missingInSubscription(id);
    }

    private boolean belowAbsent(String key) {
        if (named.isEmpty()) {
            return false;
        }
        String ancestor = key;
        while (ancestor.length() > 1) {
            if (named.contains(ancestor)) {
                return true;
            }
            ancestor = owner(ancestor);
        }
        return named.contains("/");
    }

    private static String owner(String key) {
        return key.substring(0, Math.max(0, key.lastIndexOf('/')));
    }

    /**
     * A listing of a type over a whole subscription covers the resource groups too. Not so for authorization, where the same
     * path lists what applies at the subscription's own scope.
     */
    private boolean missingInSubscription(ResourceId id) {
        List<String> segments = id.segments();
        boolean topLevelInGroup = segments.size() == 8
                && id.resourceGroup().isPresent()
                && segments.get(4).equalsIgnoreCase("providers")
                && !segments.get(5).equalsIgnoreCase(AUTHORIZATION);
        return topLevelInGroup && listed.contains(subscriptionWide(segments));
    }

    private static String subscriptionWide(List<String> segments) {
        return String.join("/", "/subscriptions", segments.get(1), "providers", segments.get(5), segments.get(6))
                .toLowerCase(Locale.ROOT);
    }
}
