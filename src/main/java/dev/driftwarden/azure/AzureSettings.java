package dev.driftwarden.azure;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which Azure is called, and as whom.
 *
 * @param armEndpoint scheme, host and port alone
 * @param graphEndpoint scheme, host and port alone
 * @param managedIdentityClientId of a user-assigned identity; null for the system-assigned one
 */
public record AzureSettings(
        AzureCloud cloud,
        CredentialChoice credential,
        URI armEndpoint,
        URI graphEndpoint,
        @Nullable String managedIdentityClientId) {

    /**
     * @throws InvalidAzureSettingsException when an endpoint is no plain https address, or when the practice credential is to be
     *     used with endpoints that are not on this machine
     */
    public AzureSettings {
        armEndpoint = origin("DRIFTWARDEN_ARM_ENDPOINT", armEndpoint);
        graphEndpoint = origin("DRIFTWARDEN_GRAPH_ENDPOINT", graphEndpoint);
        if (credential == CredentialChoice.PRACTICE) {
            requireLoopback("DRIFTWARDEN_ARM_ENDPOINT", armEndpoint);
            requireLoopback("DRIFTWARDEN_GRAPH_ENDPOINT", graphEndpoint);
        } else {
            requireHttps("DRIFTWARDEN_ARM_ENDPOINT", armEndpoint);
            requireHttps("DRIFTWARDEN_GRAPH_ENDPOINT", graphEndpoint);
        }
    }

    /** The settings of a practice tenant that answers for ARM and Graph at one address. */
    public static AzureSettings practice(URI endpoint) {
        return new AzureSettings(
                AzureCloud.PUBLIC, CredentialChoice.PRACTICE, endpoint, endpoint, /* managedIdentityClientId= */ null);
    }

    /** True when this is the practice Azure: no tokens are sent, and both addresses are on this machine. */
    public boolean practice() {
        return credential == CredentialChoice.PRACTICE;
    }

    private static URI origin(String name, URI endpoint) {
        String scheme = endpoint.getScheme() == null ? "" : endpoint.getScheme().toLowerCase(Locale.ROOT);
        boolean bare = (endpoint.getPath() == null || endpoint.getPath().matches("/?"))
                && endpoint.getRawQuery() == null
                && endpoint.getRawFragment() == null
                && endpoint.getRawUserInfo() == null;
        if (endpoint.getHost() == null || !bare || !scheme.matches("https?")) {
            throw new InvalidAzureSettingsException(name + " is '" + endpoint
                    + "'; give scheme, host and port alone, as in https://management.azure.com");
        }
        String port = endpoint.getPort() < 0 ? "" : ":" + endpoint.getPort();
        return URI.create(scheme + "://" + endpoint.getHost().toLowerCase(Locale.ROOT) + port);
    }

    private static void requireLoopback(String name, URI endpoint) {
        if (!isLoopback(endpoint)) {
            throw new InvalidAzureSettingsException(
                    "DRIFTWARDEN_CREDENTIAL is 'practice', but " + name + " is " + endpoint
                            + ", which is not on this machine; choose managed-identity, azure-cli or default for a real tenant");
        }
    }

    /** By the literal host: a name that resolves to this machine today may resolve elsewhere tomorrow. */
    private static boolean isLoopback(URI endpoint) {
        String host = endpoint.getHost();
        return host.equals("localhost")
                || host.equals("[::1]")
                || host.matches("127(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");
    }

    private static void requireHttps(String name, URI endpoint) {
        if (!endpoint.getScheme().equals("https")) {
            throw new InvalidAzureSettingsException(
                    name + " is " + endpoint
                            + "; tokens go over https only. For a practice tenant on this machine set DRIFTWARDEN_CREDENTIAL=practice");
        }
    }
}
