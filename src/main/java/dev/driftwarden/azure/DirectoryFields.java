package dev.driftwarden.azure;

import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.resource.ResourceType;

/**
 * The members to ask for. Graph leaves out of a user whether it is enabled, a guest, and in use, unless they are named; the
 * last it refuses together with everything else to tenants without the licence.
 */
final class DirectoryFields {
    private static final ResourceType USER = ResourceType.of("Microsoft.Graph/users");
    private static final String UNLICENSED = "$select=id,displayName,userPrincipalName,mail,userType,accountEnabled,"
            + "creationType,externalUserState,externalUserStateChangeDateTime,identities,createdDateTime,"
            + "onPremisesSyncEnabled";

    private DirectoryFields() {}

    /** The query for all that rules read of the object; empty where Graph sends it unasked. */
    static String all(ResourceId id) {
        return areLicensed(id) ? UNLICENSED + ",signInActivity" : "";
    }

    /** Whether some of these members need a licence. */
    static boolean areLicensed(ResourceId id) {
        return id.isGraph() && id.type().equals(USER);
    }

    /** The query for what every tenant may read. */
    static String unlicensed(ResourceId id) {
        return areLicensed(id) ? UNLICENSED : "";
    }
}
