package dev.driftwarden.local;

import java.util.List;

/**
 * A person of the practice tenant, who exists on this machine only.
 *
 * @param key how the person is named in addresses and headers
 * @param roles app roles, such as {@code Driftwarden.Approver}
 */
public record PracticePerson(
        String key, String name, String userPrincipalName, String objectId, String tenantId, List<String> roles) {
    public PracticePerson {
        if (!key.matches("[a-z]{1,30}")) {
            throw new IllegalArgumentException("key '" + key + "' must be 1 to 30 lower-case letters");
        }
        roles = List.copyOf(roles);
    }
}
