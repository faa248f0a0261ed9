package dev.driftwarden.engine;

import java.util.Set;

/**
 * Somebody who was signed in by the platform.
 *
 * @param objectId Entra object id in lower case
 * @param name for people; comes from outside
 * @param roles app roles
 */
public record Person(String objectId, String name, Set<String> roles) {
    public Person {
        roles = Set.copyOf(roles);
    }

    public boolean holds(String role) {
        return roles.stream().anyMatch(role::equalsIgnoreCase);
    }

    String label() {
        return name + " (" + objectId + ")";
    }
}
