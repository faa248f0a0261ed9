package dev.driftwarden.engine;

import com.azure.core.http.HttpClient;
import dev.driftwarden.store.Store;
import dev.driftwarden.store.azure.AzureStorageStore;
import dev.driftwarden.store.azure.Azurite;
import dev.driftwarden.store.azure.AzuriteExtension;
import dev.driftwarden.store.azure.StorageHttp;
import dev.driftwarden.store.azure.StorageSettings;
import dev.driftwarden.testing.MutableClock;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each test has an emulator of its own: whoever keeps house does so for all. */
@ExtendWith(AzuriteExtension.class)
class OutboxInAzureTest extends OutboxContract {
    private static final HttpClient HTTP = StorageHttp.client();

    private @Nullable Azurite azurite;

    @Override
    Store open(MutableClock clock) {
        Azurite mine = Azurite.inMemory();
        azurite = mine;
        return AzureStorageStore.open(
                new StorageSettings.ConnectionString(mine.connectionString()), HTTP, UUID::randomUUID);
    }

    @AfterEach
    void stop() {
        Objects.requireNonNull(azurite).close();
    }

    @Override
    int many() {
        return 60;
    }
}
