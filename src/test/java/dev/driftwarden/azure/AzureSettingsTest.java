package dev.driftwarden.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AzureSettingsTest {
    @Test
    void anEmptyEnvironmentMeansThePublicCloudAndTheAppsIdentity() {
        AzureSettings settings = AzureSettings.from(Map.of("DRIFTWARDEN_CLOUD", " "));

        assertThat(settings.credential()).isEqualTo(CredentialChoice.MANAGED_IDENTITY);
        assertThat(settings.armEndpoint()).hasToString("https://management.azure.com");
        assertThat(settings.graphEndpoint()).hasToString("https://graph.microsoft.com");
        assertThat(settings.managedIdentityClientId()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "public, https://management.azure.com, https://graph.microsoft.com",
        "USGovernment, https://management.usgovcloudapi.net, https://graph.microsoft.us",
        "china, https://management.chinacloudapi.cn, https://microsoftgraph.chinacloudapi.cn"
    })
    void aCloudBringsItsEndpoints(String cloud, String arm, String graph) {
        AzureSettings settings = AzureSettings.from(Map.of("DRIFTWARDEN_CLOUD", cloud));

        assertThat(settings.armEndpoint()).hasToString(arm);
        assertThat(settings.graphEndpoint()).hasToString(graph);
    }

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

    @Test
    void theRefusalOfPracticeSaysWhatToDo() {
        assertThatThrownBy(() -> AzureSettings.from(Map.of("DRIFTWARDEN_CREDENTIAL", "practice")))
                .isInstanceOf(InvalidAzureSettingsException.class)
                .hasMessage(
                        "DRIFTWARDEN_CREDENTIAL is 'practice', but DRIFTWARDEN_ARM_ENDPOINT is https://management.azure.com,"
                                + " which is not on this machine; choose managed-identity, azure-cli or default for a real tenant");
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
        "DRIFTWARDEN_CLOUD, moon, 'public, usgovernment, china'",
        "DRIFTWARDEN_CREDENTIAL, password, 'managed-identity, azure-cli, default, practice'",
        "DRIFTWARDEN_ARM_ENDPOINT, 'http://proxy.contoso.com', https only",
        "DRIFTWARDEN_ARM_ENDPOINT, 'https://contoso.com/path', 'scheme, host and port alone'",
        "DRIFTWARDEN_GRAPH_ENDPOINT, 'ftp://contoso.com', 'scheme, host and port alone'",
        "DRIFTWARDEN_GRAPH_ENDPOINT, 'not an address', not an address",
    })
    void namesTheSettingAndTheChoices(String name, String value, String words) {
        assertThatThrownBy(() -> AzureSettings.from(Map.of(name, value)))
                .isInstanceOf(InvalidAzureSettingsException.class)
                .hasMessageContaining(name)
                .hasMessageContaining(words);
    }

    private static AzureSettings practice(URI arm, URI graph) {
        return new AzureSettings(AzureCloud.PUBLIC, CredentialChoice.PRACTICE, arm, graph, null);
    }
}
