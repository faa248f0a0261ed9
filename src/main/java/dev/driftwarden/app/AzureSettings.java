package dev.driftwarden.app;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where Azure is and how to sign in.
 *
 * @param arm Azure Resource Manager, without a trailing slash
 * @param graph Microsoft Graph, without version and trailing slash
 * @param clientId of the user-assigned identity to use; null for the system-assigned one
 */
public record AzureSettings(
        Cloud cloud,
        URI arm,
        URI graph,
        CredentialKind credential,
        @Nullable String clientId) {

    /** True when this is the practice Azure: no tokens are sent, and both addresses are on this machine. */
    public boolean practice() {
        return credential == CredentialKind.PRACTICE;
    }
}
