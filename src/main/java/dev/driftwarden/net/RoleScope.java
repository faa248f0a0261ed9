package dev.driftwarden.net;

import dev.driftwarden.resource.InvalidResourceIdException;
import dev.driftwarden.resource.ResourceId;
import java.util.List;
import java.util.Locale;

/** Where a role assignment holds, and which role it gives. */
public final class RoleScope {
    private RoleScope() {}

    /** The level of a scope. */
    public enum Kind {
        ROOT("root"),
        MANAGEMENT_GROUP("managementGroup"),
        SUBSCRIPTION("subscription"),
        RESOURCE_GROUP("resourceGroup"),
        RESOURCE("resource");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** The word that rules use. */
        public String word() {
            return word;
        }

        /** Whether everything in a subscription or more lies below. */
        public boolean isBroad() {
            return this == ROOT || this == MANAGEMENT_GROUP || this == SUBSCRIPTION;
        }
    }

    /**
     * The level of a scope in any casing, with or without slashes at its ends.
     *
     * @throws UndecidableException when it is no scope
     */
    public static Kind kind(String scope) {
        try {
            return kind(ResourceId.parse(scope).segments());
        } catch (InvalidResourceIdException e) {
            throw new UndecidableException("properties.scope", "no scope: " + UndecidableException.quoted(scope));
        }
    }

    private static Kind kind(List<String> segments) {
        if (segments.isEmpty()) {
            return Kind.ROOT;
        }
        String first = segments.get(0).toLowerCase(Locale.ROOT);
        if (first.equals("subscriptions") && segments.size() == 2) {
            return Kind.SUBSCRIPTION;
        }
        if (first.equals("subscriptions") && segments.size() == 4 && isWord(segments.get(2), "resourceGroups")) {
            return Kind.RESOURCE_GROUP;
        }
        if (first.equals("providers") && segments.size() == 4 && isWord(segments.get(2), "managementGroups")) {
            return Kind.MANAGEMENT_GROUP;
        }
        if (segments.size() < 4 || !(first.equals("subscriptions") || first.equals("providers"))) {
            throw new UndecidableException("properties.scope", "no scope: /" + String.join("/", segments));
        }
        return Kind.RESOURCE;
    }

    private static boolean isWord(String segment, String word) {
        return segment.equalsIgnoreCase(word);
    }

    /** The last segment of a role definition's id in lower case; roles are compared by nothing else. */
    public static String roleGuid(String roleDefinitionId) {
        String id = roleDefinitionId.strip();
        int end = id.length();
        while (end > 0 && id.charAt(end - 1) == '/') {
            end--;
        }
        return id.substring(id.lastIndexOf('/', end - 1) + 1, end).toLowerCase(Locale.ROOT);
    }
}
