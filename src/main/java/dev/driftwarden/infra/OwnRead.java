package dev.driftwarden.infra;

import java.util.List;

/**
 * What the bot itself reads, whatever the rules: the one list from which its role is made and by which a deployment is checked.
 *
 * @param action as Azure names it
 * @param purpose what cannot be done without it, in words
 */
public record OwnRead(String action, String purpose) {
    public static final List<OwnRead> ALL = List.of(
            new OwnRead("Microsoft.ResourceGraph/resources/read", "the inventory of a sweep"),
            new OwnRead("Microsoft.Resources/subscriptions/read", "the subscriptions of a sweep"),
            new OwnRead("Microsoft.Resources/subscriptions/resources/read", "the inventory of a sweep"),
            new OwnRead("Microsoft.Management/managementGroups/read", "role assignments of management groups"),
            new OwnRead("Microsoft.Authorization/roleAssignments/read", "role assignments above subscriptions"),
            new OwnRead("Microsoft.Authorization/locks/read", "locks before a write"),
            new OwnRead("Microsoft.Authorization/denyAssignments/read", "deny assignments before a write"),
            new OwnRead("Microsoft.Authorization/policyAssignments/read", "policies that set the opposite"),
            new OwnRead("Microsoft.Authorization/policyDefinitions/read", "policies that set the opposite"),
            new OwnRead("Microsoft.Authorization/policySetDefinitions/read", "policies that set the opposite"),
            new OwnRead("Microsoft.Authorization/policyExemptions/read", "exemptions of Azure Policy"),
            new OwnRead("Microsoft.Insights/metrics/read", "use of a resource before it is closed"),
            new OwnRead("Microsoft.Cdn/profiles/read", "origins before storage is closed"),
            new OwnRead("Microsoft.Cdn/profiles/endpoints/read", "origins before storage is closed"),
            new OwnRead("Microsoft.Cdn/profiles/originGroups/read", "origins before storage is closed"),
            new OwnRead("Microsoft.Cdn/profiles/originGroups/origins/read", "origins before storage is closed"));

    String provider() {
        return action.substring(0, action.indexOf('/'));
    }
}
