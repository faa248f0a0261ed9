package dev.driftwarden.app;

import com.azure.core.http.HttpClient;
import dev.driftwarden.azure.AzureSettings;
import dev.driftwarden.azure.CredentialChoice;
import dev.driftwarden.azure.Credentials;
import dev.driftwarden.store.Store;
import dev.driftwarden.store.azure.AzureStorageStore;
import dev.driftwarden.store.azure.StorageHttp;
import dev.driftwarden.store.azure.StorageSettings;
import dev.driftwarden.store.h2.H2Store;
import java.time.Clock;
import java.util.UUID;

/** Opens the store that the settings name. */
final class OpenStore {
    private OpenStore() {}

    static Store of(Settings settings, Clock clock) {
        return settings.state()
                .match(
                        azure -> inAzure(azure.storage(), settings.azure()),
                        embedded -> H2Store.file(embedded.file(), clock));
    }

    private static Store inAzure(StorageSettings storage, AzureSettings azure) {
        HttpClient http = StorageHttp.client();
        if (storage instanceof StorageSettings.Identity identity) {
            return AzureStorageStore.open(
                    identity, Credentials.of(identityOf(azure, identity)), http, UUID::randomUUID);
        }
        return AzureStorageStore.open((StorageSettings.ConnectionString) storage, http, UUID::randomUUID);
    }

    /** Storage is real even when the rest is practice: then, too, the app's own identity opens it. */
    static AzureSettings identityOf(AzureSettings azure, StorageSettings.Identity identity) {
        CredentialChoice choice = azure.practice() ? CredentialChoice.MANAGED_IDENTITY : azure.credential();
        return new AzureSettings(
                azure.cloud(),
                choice,
                azure.cloud().armEndpoint(),
                azure.cloud().graphEndpoint(),
                identity.clientId());
    }
}
