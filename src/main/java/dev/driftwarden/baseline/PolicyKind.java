package dev.driftwarden.baseline;

import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.resource.ResourceType;
import java.util.List;
import java.util.Optional;

/**
 * A kind of directory policy whose states are accepted and watched.
 *
 * @param path the collection or the single object, as a path of Microsoft Graph behind {@code /graph/}
 * @param collection whether it is a collection
 * @param audits the filter that finds its changes in the directory's audit log
 */
public record PolicyKind(String path, boolean collection, String audits) {
    private static final String CONDITIONAL_ACCESS = "loggedByService eq 'Conditional Access'";
    private static final String METHODS = "loggedByService eq 'Authentication Methods'";

    /** Every kind, in the order in which they are asked for. */
    public static final List<PolicyKind> ALL = List.of(
            new PolicyKind("identity/conditionalAccess/policies", true, CONDITIONAL_ACCESS),
            new PolicyKind("identity/conditionalAccess/namedLocations", true, CONDITIONAL_ACCESS),
            new PolicyKind(
                    "policies/identitySecurityDefaultsEnforcementPolicy",
                    false,
                    "activityDisplayName eq 'Update security defaults'"),
            new PolicyKind("policies/authenticationMethodsPolicy", false, METHODS),
            new PolicyKind(
                    "policies/authorizationPolicy", false, "activityDisplayName eq 'Update authorization policy'"));

    /** The kind that an object is of, if any. */
    public static Optional<PolicyKind> of(ResourceId id) {
        ResourceType type = id.isGraph() ? id.type() : ResourceType.of("none");
        return ALL.stream().filter(kind -> kind.type().equals(type)).findFirst();
    }

    public ResourceId id() {
        return ResourceId.parse("/graph/" + path);
    }

    public ResourceType type() {
        return ResourceType.of("Microsoft.Graph/" + path);
    }
}
