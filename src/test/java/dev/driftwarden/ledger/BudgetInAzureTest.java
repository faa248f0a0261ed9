package dev.driftwarden.ledger;

import com.azure.core.http.HttpClient;
import dev.driftwarden.store.Store;
import dev.driftwarden.store.azure.AzureStorageStore;
import dev.driftwarden.store.azure.Azurite;
import dev.driftwarden.store.azure.AzuriteExtension;
import dev.driftwarden.store.azure.StorageHttp;
import dev.driftwarden.store.azure.StorageSettings;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(AzuriteExtension.class)
class BudgetInAzureTest extends BudgetContract {
    private static final HttpClient HTTP = StorageHttp.client();

    private @Nullable Store opened;

    @BeforeEach
    void open(Azurite azurite) {
        opened = AzureStorageStore.open(
                new StorageSettings.ConnectionString(azurite.connectionString()), HTTP, UUID::randomUUID);
    }

    @Override
    Store store() {
        return Objects.requireNonNull(opened);
    }
}
