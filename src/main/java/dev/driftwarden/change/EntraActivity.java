package dev.driftwarden.change;

import java.util.Locale;
import java.util.Optional;

/**
 * What an activity of the Entra audit log means for the directory objects that rules read.
 *
 * @param path the object, or the collection when {@code hasId}, as a path of Microsoft Graph
 * @param hasId whether the id of the audit record's target belongs behind the path
 * @param verb {@code write} or {@code delete}
 */
record EntraActivity(String path, boolean hasId, String verb) {
    private static final String POLICIES = "identity/conditionalAccess/policies";
    private static final String LOCATIONS = "identity/conditionalAccess/namedLocations";

    /** The meaning of an activity's display name; empty when no rule could care. */
    static Optional<EntraActivity> of(String displayName) {
        return switch (displayName.strip().toLowerCase(Locale.ROOT)) {
            case "add conditional access policy", "update conditional access policy" -> object(POLICIES, "write");
            case "delete conditional access policy" -> object(POLICIES, "delete");
            case "add named location", "update named location" -> object(LOCATIONS, "write");
            case "delete named location" -> object(LOCATIONS, "delete");
            case "update security defaults" -> single("policies/identitySecurityDefaultsEnforcementPolicy");
            case "update authorization policy" -> single("policies/authorizationPolicy");
            case "add member to role",
                    "remove member from role",
                    "add eligible member to role",
                    "add member to role outside of pim (permanent)" ->
                single("roleManagement/directory/roleAssignments");
            default -> Optional.empty();
        };
    }

    private static Optional<EntraActivity> object(String path, String verb) {
        return Optional.of(new EntraActivity(path, true, verb));
    }

    private static Optional<EntraActivity> single(String path) {
        return Optional.of(new EntraActivity(path, false, "write"));
    }
}
