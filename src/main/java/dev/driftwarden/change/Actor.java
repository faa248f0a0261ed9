package dev.driftwarden.change;

import org.jspecify.annotations.Nullable;

/**
 * Who made a change, as the event says. All texts come from outside: escape them wherever they are shown.
 *
 * @param objectId Entra object id in lower case; null when the event has none
 * @param name user principal name, display name or application id, the best one present; {@code unknown} when none is
 * @param applicationId the calling application's id; null when the event has none
 */
public record Actor(
        Kind kind,
        @Nullable String objectId,
        String name,
        @Nullable String applicationId) {
    /** What the actor is. */
    public enum Kind {
        USER,
        APPLICATION,
        /** Azure itself, or an event without claims. */
        UNKNOWN
    }

    public static final Actor UNKNOWN = new Actor(Kind.UNKNOWN, null, "unknown", null);
}
