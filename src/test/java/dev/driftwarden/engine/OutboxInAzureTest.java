package dev.driftwarden.engine;

import com.azure.core.http.HttpClient;
import dev.driftwarden.store.Store;
import dev.driftwarden.store.azure.AzureStorageStore;
import dev.driftwarden.store.azure.Azurite;
import dev.driftwarden.store.azure.AzuriteExtension;
import dev.driftwarden.store.azure.StorageHttp;
import dev.driftwarden.store.azure.StorageSettings;
import dev.driftwarden.testing.MutableClock;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(AzuriteExtension.class)
class OutboxInAzureTest extends OutboxContract {
    private static final HttpClient HTTP = StorageHttp.client();

    private final Azurite azurite;

    OutboxInAzureTest(Azurite azurite) {
        this.azurite = azurite;
    }

    @Override
    Store open(MutableClock clock) {
        return AzureStorageStore.open(
                new StorageSettings.ConnectionString(azurite.connectionString()), HTTP, UUID::randomUUID);
    }

    @Override
    int many() {
        return 60;
    }
}
