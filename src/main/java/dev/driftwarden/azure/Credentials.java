package dev.driftwarden.azure;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.identity.AzureCliCredentialBuilder;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import java.time.Duration;

/** Makes azure-identity's credentials. Apart from everything else, so that a practice run never loads that library. */
public final class Credentials {
    private Credentials() {}

    /**
     * The credential of these settings.
     *
     * @throws IllegalStateException for practice, which has none
     */
    public static TokenCredential of(AzureSettings settings) {
        return switch (settings.credential()) {
            case MANAGED_IDENTITY -> managedIdentity(settings);
            case AZURE_CLI -> new AzureCliCredentialBuilder().build();
            case DEFAULT ->
                new DefaultAzureCredentialBuilder()
                        .authorityHost(settings.cloud().authority())
                        .httpClient(client())
                        .build();
            case PRACTICE -> throw new IllegalStateException("practice has no credential");
        };
    }

    private static TokenCredential managedIdentity(AzureSettings settings) {
        ManagedIdentityCredentialBuilder builder = new ManagedIdentityCredentialBuilder().httpClient(client());
        if (settings.managedIdentityClientId() != null) {
            builder.clientId(settings.managedIdentityClientId());
        }
        return builder.build();
    }

    /**
     * One of its own, with threads of its own: the other clients' only thread reads all their answers, and must never wait for a token
     * that it would have to read itself.
     */
    private static HttpClient client() {
        return new JdkHttpClientBuilder()
                .connectionTimeout(Duration.ofSeconds(5))
                .responseTimeout(Duration.ofSeconds(10))
                .build();
    }
}
