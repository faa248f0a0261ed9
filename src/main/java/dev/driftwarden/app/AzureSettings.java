package dev.driftwarden.app;

import dev.driftwarden.azure.AzureCloud;
import dev.driftwarden.azure.CredentialChoice;
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

    /** The same as the connection to Azure takes it. */
    public dev.driftwarden.azure.AzureSettings connection() {
        return new dev.driftwarden.azure.AzureSettings(
                AzureCloud.parse(cloud.setting()), CredentialChoice.parse(credential.setting()), arm, graph, clientId);
    }

    /** The settings of a practice Azure that answers for both services at one address. */
    public static AzureSettings practice(URI endpoint) {
        return new AzureSettings(Cloud.PUBLIC, endpoint, endpoint, CredentialKind.PRACTICE, null);
    }

    /** True when this is the practice Azure: no tokens are sent, and both addresses are on this machine. */
    public boolean practice() {
        return credential == CredentialKind.PRACTICE;
    }
}
