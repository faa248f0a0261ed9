package dev.driftwarden.change;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What an activity of the Entra audit log means for the directory objects that rules read. The names are those of Microsoft's
 * reference of audit activities.
 *
 * @param path a path of Microsoft Graph; {@code {id}} in it stands for the id of the record's target
 * @param target the type of target whose id that is, as the log writes it; empty for the first one that has an id
 * @param verb {@code write} or {@code delete}
 */
record EntraActivity(String path, String target, String verb) {
    static final String ID = "{id}";
    static final String SERVICE_PRINCIPAL = "ServicePrincipal";

    private static final String WRITE = "write";
    private static final String DELETE = "delete";
    private static final EntraActivity ROLES = written("roleManagement/directory/roleAssignments");

    /** Privileged Identity Management has a dozen names for each of these, all of which begin alike. */
    private static final List<String> ROLE_CHANGES = List.of(
            "add member to role",
            "add eligible member to role",
            "add scoped member to role",
            "remove member from role",
            "remove eligible member from role",
            "remove scoped member from role");

    private static final Map<String, EntraActivity> BY_NAME = new HashMap<>();

    static {
        collection("conditional access policy", "identity/conditionalAccess/policies", "");
        collection("named location", "identity/conditionalAccess/namedLocations", "");
        collection("user", "users", "User");
        collection("application", "applications", "Application");
        collection("service principal", "servicePrincipals", SERVICE_PRINCIPAL);
        collection("group", "groups", "Group");
        put("policies/identitySecurityDefaultsEnforcementPolicy", "", "update security defaults");
        put("policies/authorizationPolicy", "", "update authorization policy");
        put(
                "policies/authenticationMethodsPolicy",
                "",
                "authentication methods policy update",
                "authentication methods policy reset");
        put("policies/permissionGrantPolicies", "", "add permission grant policy", "update permission grant policy");
        put("identity/conditionalAccess/settings", "", "update conditional access settings");
        put(
                "users/" + ID,
                "User",
                "enable account",
                "disable account",
                "invite external user",
                "restore user",
                "user registered security info",
                "user deleted security info",
                "admin registered security info",
                "admin deleted security info");
        put("groups/" + ID + "/members", "Group", "add member to group", "remove member from group");
        put(
                "applications/" + ID,
                "Application",
                "update application – certificates and secrets management",
                "update application - certificates and secrets management");
        put(
                "servicePrincipals/" + ID,
                SERVICE_PRINCIPAL,
                "add service principal credentials",
                "remove service principal credentials");
        put(
                "servicePrincipals/" + ID + "/appRoleAssignments",
                SERVICE_PRINCIPAL,
                "add app role assignment to service principal",
                "remove app role assignment from service principal");
    }

    private static void collection(String noun, String path, String target) {
        put(path + "/" + ID, target, "add " + noun, "update " + noun);
        BY_NAME.put("delete " + noun, new EntraActivity(path + "/" + ID, target, DELETE));
    }

    private static void put(String path, String target, String... names) {
        for (String name : names) {
            BY_NAME.put(name, new EntraActivity(path, target, WRITE));
        }
    }

    private static EntraActivity written(String path) {
        return new EntraActivity(path, "", WRITE);
    }

    /** The meaning of an activity's display name; empty when no rule could care. */
    static Optional<EntraActivity> of(String displayName) {
        String name = displayName.strip().toLowerCase(Locale.ROOT);
        return ROLE_CHANGES.stream().anyMatch(name::startsWith)
                ? Optional.of(ROLES)
                : Optional.ofNullable(BY_NAME.get(name));
    }

    /** Whether it is about conditional access, which the log reports twice. */
    boolean isConditionalAccess() {
        return path.startsWith("identity/conditionalAccess/");
    }
}
