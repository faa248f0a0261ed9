package dev.driftwarden.practice;

import java.util.List;
import java.util.Locale;

/**
 * What the Entra audit log calls a kind of object.
 *
 * @param path the beginning of its paths, in lower case
 * @param noun behind the verb in the activity's name; a whole name when it has no verb in front
 * @param target the type of the record's target
 * @param property the member of the target that holds the states before and after
 */
record AuditedKind(String path, String noun, String category, String service, String target, String property) {
    private static final String CORE = "Core Directory";
    private static final String ACCESS = "Conditional Access";

    private static final List<AuditedKind> ALL = List.of(
            new AuditedKind(
                    "/identity/conditionalaccess/policies",
                    "conditional access policy",
                    "Policy",
                    ACCESS,
                    "Policy",
                    "ConditionalAccessPolicy"),
            new AuditedKind(
                    "/identity/conditionalaccess/namedlocations",
                    "named location",
                    "Policy",
                    ACCESS,
                    "Policy",
                    "NamedLocation"),
            new AuditedKind(
                    "/identity/conditionalaccess/settings",
                    "conditional access settings",
                    "Policy",
                    ACCESS,
                    "Policy",
                    "Settings"),
            new AuditedKind(
                    "/policies/identitysecuritydefaultsenforcementpolicy",
                    "security defaults",
                    "Policy",
                    CORE,
                    "Policy",
                    "SecurityDefaults"),
            new AuditedKind(
                    "/policies/authorizationpolicy",
                    "authorization policy",
                    "AuthorizationPolicy",
                    CORE,
                    "Policy",
                    "AuthorizationPolicy"),
            new AuditedKind(
                    "/policies/authenticationmethodspolicy",
                    "authentication methods policy",
                    "ApplicationManagement",
                    "Authentication Methods",
                    "Policy",
                    "AuthenticationMethodsPolicy"),
            new AuditedKind(
                    "/policies/permissiongrantpolicies",
                    "permission grant policy",
                    "PermissionGrantPolicy",
                    CORE,
                    "Policy",
                    "PermissionGrantPolicy"),
            new AuditedKind("/policies/", "policy", "Policy", CORE, "Policy", "PolicyDetail"),
            new AuditedKind("/rolemanagement/directory/", "member to role", "RoleManagement", CORE, "User", "Role"),
            new AuditedKind("/groups/", "group", "GroupManagement", CORE, "Group", "Group"),
            new AuditedKind("/users/", "user", "UserManagement", CORE, "User", "User"),
            new AuditedKind(
                    "/serviceprincipals/",
                    "service principal",
                    "ApplicationManagement",
                    CORE,
                    "ServicePrincipal",
                    "ServicePrincipal"),
            new AuditedKind("/", "application", "ApplicationManagement", CORE, "Application", "Application"));

    static AuditedKind of(String path) {
        String key = path.toLowerCase(Locale.ROOT);
        return ALL.stream()
                .filter(one -> key.startsWith(one.path()))
                .findFirst()
                .orElseThrow();
    }

    /** The second record that Core Directory writes about a conditional access policy. */
    AuditedKind shadow() {
        return new AuditedKind(path, "policy", "Policy", CORE, "Policy", "PolicyDetail");
    }

    boolean isConditionalAccess() {
        return service.equals(ACCESS);
    }

    /** The name of the activity, as the log writes it. */
    String activity(String path, String verb) {
        String key = path.toLowerCase(Locale.ROOT);
        String removal = verb.equals("Delete") ? "Remove" : verb;
        if (key.matches("/groups/[^/]+/members/.*")) {
            return removal + " member " + (removal.equals("Remove") ? "from" : "to") + " group";
        }
        if (key.matches("/serviceprincipals/[^/]+/approleassignments/.*")) {
            return removal + " app role assignment " + (removal.equals("Remove") ? "from" : "to")
                    + " service principal";
        }
        return switch (noun) {
            case "member to role" -> removal.equals("Remove") ? "Remove member from role" : "Add member to role";
            case "authentication methods policy" -> "Authentication Methods Policy Update";
            default -> verb + " " + noun;
        };
    }
}
