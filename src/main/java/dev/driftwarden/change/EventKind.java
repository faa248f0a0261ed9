package dev.driftwarden.change;

import java.util.Locale;
import java.util.Optional;

/**
 * What an event type means.
 *
 * @param verb how the operation ends when the event does not name it: {@code write}, {@code delete} or {@code action}
 */
record EventKind(Change.Source source, String verb) {
    private static final String RESOURCE = "microsoft.resources.resource";
    private static final String NOTIFICATION = "microsoft.resourcenotifications.resources.";
    private static final String POLICY_STATE = "microsoft.policyinsights.policystate";

    /** The meaning of an event type that names a change; empty for every other one. */
    static Optional<EventKind> of(String type) {
        String key = type.toLowerCase(Locale.ROOT);
        if (key.startsWith(RESOURCE)) {
            return ofResourceEvent(key.substring(RESOURCE.length()));
        }
        if (key.startsWith(NOTIFICATION)) {
            return ofNotification(key.substring(NOTIFICATION.length()));
        }
        if (key.startsWith(POLICY_STATE)) {
            // Whatever the policy engine says, the look at the resource decides: hence a write, never a delete.
            return Optional.of(new EventKind(Change.Source.POLICY_STATE, "write"));
        }
        return Optional.empty();
    }

    private static Optional<EventKind> ofResourceEvent(String what) {
        return switch (what) {
            case "writesuccess" -> Optional.of(new EventKind(Change.Source.RESOURCE_EVENT, "write"));
            case "deletesuccess" -> Optional.of(new EventKind(Change.Source.RESOURCE_EVENT, "delete"));
            case "actionsuccess" -> Optional.of(new EventKind(Change.Source.RESOURCE_EVENT, "action"));
            default -> Optional.empty();
        };
    }

    private static Optional<EventKind> ofNotification(String what) {
        return switch (what) {
            case "createdorupdated" -> Optional.of(new EventKind(Change.Source.RESOURCE_NOTIFICATION, "write"));
            case "deleted" -> Optional.of(new EventKind(Change.Source.RESOURCE_NOTIFICATION, "delete"));
            default -> Optional.empty();
        };
    }

    /** Whether the type is one of Azure's own, so that not knowing it is no mistake of the sender. */
    static boolean isAzureType(String type) {
        return type.regionMatches(true, 0, "Microsoft.", 0, 10);
    }
}
