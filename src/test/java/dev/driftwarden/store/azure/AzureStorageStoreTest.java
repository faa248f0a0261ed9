package dev.driftwarden.store.azure;

import com.azure.core.http.HttpClient;
import dev.driftwarden.store.Store;
import dev.driftwarden.store.StoreContract;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(AzuriteExtension.class)
final class AzureStorageStoreTest extends StoreContract {
    private static final HttpClient HTTP = StorageHttp.client();

    private static StorageSettings.ConnectionString settings;

    @BeforeAll
    static void find(Azurite azurite) {
        settings = new StorageSettings.ConnectionString(azurite.connectionString());
    }

    @Override
    protected Store open() {
        return AzureStorageStore.open(settings, HTTP, UUID::randomUUID);
    }
}
