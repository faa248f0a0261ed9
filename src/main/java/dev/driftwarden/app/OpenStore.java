package dev.driftwarden.app;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.identity.AzureCliCredentialBuilder;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import dev.driftwarden.store.Store;
import dev.driftwarden.store.azure.AzureStorageStore;
import dev.driftwarden.store.azure.StorageHttp;
import dev.driftwarden.store.h2.H2Store;
import java.time.Clock;
import java.util.UUID;

/** Opens the store that the settings name. */
final class OpenStore {
    private OpenStore() {}

    static Store of(Settings settings, Clock clock) {
        return settings.storage()
                .match(
                        OpenStore::byConnectionString,
                        identity -> byIdentity(identity, settings.azure().credential()),
                        embedded -> H2Store.file(embedded.file(), clock));
    }

    private static Store byConnectionString(StorageSettings.ConnectionString storage) {
        return AzureStorageStore.open(
                new dev.driftwarden.store.azure.StorageSettings.ConnectionString(
                        storage.value().reveal()),
                StorageHttp.client(),
                UUID::randomUUID);
    }

    private static Store byIdentity(StorageSettings.Identity storage, CredentialKind kind) {
        HttpClient http = StorageHttp.client();
        var settings = new dev.driftwarden.store.azure.StorageSettings.Identity(
                storage.tables(), storage.queues(), storage.blobs(), storage.clientId());
        return AzureStorageStore.open(settings, credential(storage, kind, http), http, UUID::randomUUID);
    }

    /** Storage is real even when the rest is practice: then, too, the app's identity opens it. */
    private static TokenCredential credential(StorageSettings.Identity storage, CredentialKind kind, HttpClient http) {
        return switch (kind) {
            case AZURE_CLI -> new AzureCliCredentialBuilder().build();
            case DEFAULT -> new DefaultAzureCredentialBuilder().httpClient(http).build();
            case MANAGED_IDENTITY, PRACTICE -> managedIdentity(storage, http);
        };
    }

    private static TokenCredential managedIdentity(StorageSettings.Identity storage, HttpClient http) {
        ManagedIdentityCredentialBuilder builder = new ManagedIdentityCredentialBuilder().httpClient(http);
        return storage.clientId() == null
                ? builder.build()
                : builder.clientId(storage.clientId()).build();
    }
}
