package dev.driftwarden.store.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftwarden.store.CannotOpenStoreException;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class StorageSettingsTest {
    private static final String NAME = "AzureWebJobsStorage";

    @Test
    void aConnectionStringWinsAndIsNeverShown() {
        StorageSettings settings =
                StorageSettings.from(NAME, Map.of(NAME, "AccountKey=c2VjcmV0", NAME + "__accountName", "contoso"));

        assertThat(settings).isEqualTo(new StorageSettings.ConnectionString("AccountKey=c2VjcmV0"));
        assertThat(settings.toString()).doesNotContain("c2VjcmV0");
        assertThatThrownBy(() -> AzureStorageStore.open(
                        (StorageSettings.ConnectionString) settings, StorageHttp.client(), UUID::randomUUID))
                .isInstanceOf(CannotOpenStoreException.class)
                .hasNoCause()
                .hasMessageNotContaining("c2VjcmV0");
    }

    @Test
    void endpointsComeFromTheAccountNameOrOneByOne() {
        Map<String, String> settings = Map.of(
                NAME + "__accountName", "contoso1",
                NAME + "__queueServiceUri", "https://contoso2.queue.core.usgovcloudapi.net",
                NAME + "__clientId", "00000000-0000-0000-0000-000000000001");

        assertThat(StorageSettings.from(NAME, settings))
                .isEqualTo(new StorageSettings.Identity(
                        URI.create("https://contoso1.table.core.windows.net"),
                        URI.create("https://contoso2.queue.core.usgovcloudapi.net"),
                        URI.create("https://contoso1.blob.core.windows.net"),
                        "00000000-0000-0000-0000-000000000001"));
    }

    @Test
    void namesTheSettingThatIsMissingOrWrong() {
        assertRefused(Map.of(), NAME + "__accountName");
        assertRefused(Map.of(NAME, " "), "No storage account is set");
        assertRefused(Map.of(NAME + "__accountName", "contoso/../x"), "must be 3 to 24");
        assertRefused(Map.of(NAME + "__tableServiceUri", "http://contoso.example"), "must be an https URI");
        assertRefused(Map.of(NAME + "__tableServiceUri", "https://user@contoso.example"), "must be an https URI");
        assertRefused(Map.of(NAME + "__tableServiceUri", "not a uri"), "is not a URI");
    }

    private static void assertRefused(Map<String, String> settings, String message) {
        assertThatThrownBy(() -> StorageSettings.from(NAME, settings))
                .isInstanceOf(CannotOpenStoreException.class)
                .hasMessageContaining(message);
    }
}
