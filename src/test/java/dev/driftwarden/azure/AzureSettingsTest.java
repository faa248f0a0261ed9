package dev.driftwarden.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AzureSettingsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://management.azure.com",
                "http://10.0.0.1:8080",
                "http://127.0.0.1.evil.example",
                "http://localhost.evil.example",
                "http://127.0.0.1@evil.example",
                "http://127.1.evil:80",
                "http://0.0.0.0:80"
            })
    void practiceIsRefusedForAnEndpointElsewhere(String elsewhere) {
        URI here = URI.create("http://127.0.0.1:7000");

        assertThatThrownBy(() -> practice(URI.create(elsewhere), here))
                .isInstanceOf(InvalidAzureSettingsException.class);
        assertThatThrownBy(() -> practice(here, URI.create(elsewhere)))
                .isInstanceOf(InvalidAzureSettingsException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://127.0.0.1:7000", "http://127.255.0.9", "http://localhost:7000/", "http://[::1]:7000"})
    void practiceIsTakenOnThisMachine(String here) {
        assertThat(AzureSettings.practice(URI.create(here)).armEndpoint().getPath())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'http://proxy.contoso.com', https only",
        "'https://contoso.com/path', 'scheme, host and port alone'",
        "'ftp://contoso.com', 'scheme, host and port alone'",
    })
    void namesTheSettingAndWhatIsWrongWithAnEndpoint(String value, String words) {
        URI graph = AzureCloud.PUBLIC.graphEndpoint();
        assertThatThrownBy(() ->
                        new AzureSettings(AzureCloud.PUBLIC, CredentialChoice.DEFAULT, URI.create(value), graph, null))
                .isInstanceOf(InvalidAzureSettingsException.class)
                .hasMessageContaining("DRIFTWARDEN_ARM_ENDPOINT")
                .hasMessageContaining(words);
    }

    private static AzureSettings practice(URI arm, URI graph) {
        return new AzureSettings(AzureCloud.PUBLIC, CredentialChoice.PRACTICE, arm, graph, null);
    }
}
