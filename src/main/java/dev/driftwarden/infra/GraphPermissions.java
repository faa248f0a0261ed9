package dev.driftwarden.infra;

import dev.driftwarden.resource.ResourceType;
import java.util.List;
import java.util.Set;

/** Application permissions of Microsoft Graph, which roles of Azure cannot give. */
final class GraphPermissions {
    private static final List<Area> AREAS = List.of(
            new Area("identity/conditionalaccess", "Policy.Read.All", "Policy.ReadWrite.ConditionalAccess"),
            new Area("policies/identitysecuritydefaults", "Policy.Read.All", "Policy.ReadWrite.SecurityDefaults"),
            new Area("policies/authorizationpolicy", "Policy.Read.All", "Policy.ReadWrite.Authorization"),
            new Area("policies/authenticationmethods", "Policy.Read.All", "Policy.ReadWrite.AuthenticationMethod"),
            new Area("policies/", "Policy.Read.All", ""),
            new Area("applications", "Application.Read.All", "Application.ReadWrite.All"),
            new Area("serviceprincipals", "Application.Read.All", "Application.ReadWrite.All"),
            new Area("rolemanagement/", "RoleManagement.Read.Directory", "RoleManagement.ReadWrite.Directory"),
            new Area("auditlogs/", "AuditLog.Read.All", ""),
            new Area("reports/", "AuditLog.Read.All", ""),
            new Area("", "Directory.Read.All", ""));

    /**
     * Types that begin alike.
     *
     * @param write empty when it is not known which permission lets an application write there
     */
    private record Area(String path, String read, String write) {}

    private GraphPermissions() {}

    static String read(ResourceType type) {
        return area(type).read();
    }

    /** Adds the permission to write; writing conditional access needs both reading and knowing the applications. */
    static void addWrite(ResourceType type, Set<String> permissions) {
        Area area = area(type);
        permissions.add(area.write().isEmpty() ? "(unknown, for " + type.name() + ")" : area.write());
        if (area.path().equals("identity/conditionalaccess")) {
            permissions.add("Policy.Read.All");
            permissions.add("Application.Read.All");
        }
    }

    private static Area area(ResourceType type) {
        String path = type.key().substring(type.provider().length()).replaceFirst("^/", "");
        return AREAS.stream()
                .filter(area -> path.startsWith(area.path()))
                .findFirst()
                .orElseThrow();
    }
}
