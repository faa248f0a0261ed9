package dev.driftwarden.store.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import dev.driftwarden.store.DeadLetters;
import dev.driftwarden.store.DeadLetters.Letter;
import dev.driftwarden.store.Store;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(AzuriteExtension.class)
class BlobDeadLettersTest {
    private static final String NAME = "TOPIC/SUBSCRIPTION/2026/11/22/1/d.json";

    @Test
    void givesBackWhatEventGridPutAside(Azurite ignored) {
        try (Azurite azurite = Azurite.inMemory()) {
            StorageSettings.ConnectionString settings =
                    new StorageSettings.ConnectionString(azurite.connectionString());
            try (Store store = AzureStorageStore.open(settings, StorageHttp.client(), UUID::randomUUID)) {
                DeadLetters letters = store.deadLetters();
                assertThat(letters.list(10)).isEmpty();
                assertThat(letters.read(NAME)).isEmpty();
                assertThat(letters.delete(NAME)).isFalse();

                container(azurite).getBlobClient(NAME).upload(BinaryData.fromString("[\u05D0]"));
                container(azurite).getBlobClient("b").upload(BinaryData.fromString("[]"));
                container(azurite).getBlobClient("c").upload(BinaryData.fromString("[]"));

                assertThat(letters.list(2)).containsExactly(new Letter(NAME, 4), new Letter("b", 2));
                assertThat(letters.read(NAME)).contains("[\u05D0]");
                assertThat(letters.delete(NAME)).isTrue();
                assertThat(letters.delete(NAME)).isFalse();
                assertThat(letters.list(10)).extracting(Letter::name).containsExactly("b", "c");
            }
        }
    }

    private static BlobContainerClient container(Azurite azurite) {
        return new BlobServiceClientBuilder()
                .connectionString(azurite.connectionString())
                .httpClient(StorageHttp.client())
                .buildClient()
                .createBlobContainerIfNotExists("driftwarden-deadletter");
    }
}
