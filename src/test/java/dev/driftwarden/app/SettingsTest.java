package dev.driftwarden.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.driftwarden.azure.AzureCloud;
import dev.driftwarden.azure.AzureSettings;
import dev.driftwarden.azure.CredentialChoice;
import dev.driftwarden.store.azure.StorageSettings;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final String KEY = "c2VjcmV0LWtleS10aGF0LW11c3Qtbm90LWxlYWs=";
    private static final String CONNECTION =
            "DefaultEndpointsProtocol=https;AccountName=contoso;AccountKey=" + KEY + ";EndpointSuffix=core.windows.net";

    @Test
    void needsOnlyTheStorageAndIsThenAsSafeAsPossible() {
        Settings settings = read(Map.of("AzureWebJobsStorage", CONNECTION));

        assertThat(settings.state())
                .isEqualTo(new StateSettings.InAzure(new StorageSettings.ConnectionString(CONNECTION)));
        assertThat(settings.azure())
                .isEqualTo(new AzureSettings(
                        AzureCloud.PUBLIC,
                        CredentialChoice.MANAGED_IDENTITY,
                        URI.create("https://management.azure.com"),
                        URI.create("https://graph.microsoft.com"),
                        null));
        assertThat(settings.policy()).isNull();
        assertThat(settings.platformAuthentication()).isFalse();
    }

    @Test
    void takesTheCallsOfASweepForALocalRunToo() {
        assertThat(Settings.sweepCalls(Map.of("DRIFTWARDEN_SWEEP_MAX_CALLS", "5000")))
                .isEqualTo(5000);
        assertThat(Settings.sweepCalls(Map.of())).isEqualTo(2_000_000);
        assertThat(catchThrowableOfType(
                        SettingsException.class,
                        () -> Settings.sweepCalls(Map.of("DRIFTWARDEN_SWEEP_MAX_CALLS", "many"))))
                .hasMessageContaining("DRIFTWARDEN_SWEEP_MAX_CALLS");
    }

    @ParameterizedTest
    @CsvSource({
        "public, https://management.azure.com, https://graph.microsoft.com, core.windows.net",
        "usgovernment, https://management.usgovcloudapi.net, https://graph.microsoft.us, core.usgovcloudapi.net",
        "china, https://management.chinacloudapi.cn, https://microsoftgraph.chinacloudapi.cn, core.chinacloudapi.cn"
    })
    void takesTheAddressesOfTheCloud(String cloud, String arm, String graph, String suffix) {
        Settings settings = read(Map.of("AzureWebJobsStorage__accountName", "contoso", "DRIFTWARDEN_CLOUD", cloud));

        assertThat(settings.azure().armEndpoint()).isEqualTo(URI.create(arm));
        assertThat(settings.azure().graphEndpoint()).isEqualTo(URI.create(graph));
        assertThat(settings.state())
                .isEqualTo(new StateSettings.InAzure(new StorageSettings.Identity(
                        URI.create("https://contoso.table." + suffix),
                        URI.create("https://contoso.queue." + suffix),
                        URI.create("https://contoso.blob." + suffix),
                        null)));
    }

    @Test
    void takesServiceAddressesAndTheIdentityOfTheStorage() {
        String clientId = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";
        Settings settings = read(Map.of(
                "AzureWebJobsStorage__blobServiceUri", "https://a.blob.core.windows.net/",
                "AzureWebJobsStorage__queueServiceUri", "https://a.queue.core.windows.net",
                "AzureWebJobsStorage__tableServiceUri", "https://a.table.core.windows.net",
                "AzureWebJobsStorage__clientId", clientId));

        assertThat(settings.state())
                .isEqualTo(new StateSettings.InAzure(new StorageSettings.Identity(
                        URI.create("https://a.table.core.windows.net"),
                        URI.create("https://a.queue.core.windows.net"),
                        URI.create("https://a.blob.core.windows.net"),
                        clientId)));
    }

    @Test
    void believesTheSignInHeadersOnlyWhenThePlatformSaysThatItSetsThem() {
        assertThat(read(Map.of("AzureWebJobsStorage", CONNECTION, "WEBSITE_AUTH_ENABLED", "True"))
                        .platformAuthentication())
                .isTrue();
        assertThat(read(Map.of("AzureWebJobsStorage", CONNECTION, "WEBSITE_AUTH_ENABLED", "1"))
                        .platformAuthentication())
                .isFalse();
    }

    @Test
    void reportsAllMistakesTogetherWithTheirNames() {
        List<String> mistakes = mistakes(Map.of(
                "DRIFTWARDEN_CLOUD", "mars",
                "DRIFTWARDEN_ARM_ENDPOINT", "http://example.com",
                "DRIFTWARDEN_CREDENTIAL", "password",
                "AZURE_CLIENT_ID", "me",
                "DRIFTWARDEN_POLICY", "ftp://example.com/driftwarden.yaml",
                "DRIFTWARDEN_POLCY", "driftwarden.yaml"));

        assertThat(mistakes)
                .anySatisfy(one -> assertThat(one)
                        .startsWith("DRIFTWARDEN_CLOUD is 'mars'")
                        .contains("usgovernment"))
                .anySatisfy(one -> assertThat(one).startsWith("DRIFTWARDEN_ARM_ENDPOINT is 'http://example.com'"))
                .anySatisfy(one -> assertThat(one).startsWith("DRIFTWARDEN_CREDENTIAL is 'password'"))
                .anySatisfy(one -> assertThat(one).startsWith("AZURE_CLIENT_ID is 'me'"))
                .anySatisfy(one -> assertThat(one).startsWith("DRIFTWARDEN_POLICY is 'ftp://example.com"))
                .anySatisfy(one -> assertThat(one).startsWith("DRIFTWARDEN_POLCY is no setting"))
                .anySatisfy(one -> assertThat(one).contains("AzureWebJobsStorage__accountName"))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://management.azure.com", "http://127.0.0.1.example.com:7080", "http://10.0.0.4"})
    void refusesThePracticeCredentialAwayFromThisMachine(String arm) {
        assertThat(mistakes(Map.of(
                        "AzureWebJobsStorage",
                        CONNECTION,
                        "DRIFTWARDEN_CREDENTIAL",
                        "practice",
                        "DRIFTWARDEN_ARM_ENDPOINT",
                        arm,
                        "DRIFTWARDEN_GRAPH_ENDPOINT",
                        "http://localhost:7080")))
                .isNotEmpty();
    }

    @Test
    void refusesToSendATokenUnencrypted() {
        assertThat(mistakes(Map.of(
                        "AzureWebJobsStorage", CONNECTION,
                        "DRIFTWARDEN_CREDENTIAL", "azure-cli",
                        "DRIFTWARDEN_ARM_ENDPOINT", "http://127.0.0.1:7080")))
                .singleElement()
                .asString()
                .contains("unencrypted");
    }

    @Test
    void neverShowsASecret() {
        String broken = "AccountName=contoso,AccountKey=" + KEY;
        List<String> mistakes = mistakes(Map.of(
                "AzureWebJobsStorage", broken,
                "DRIFTWARDEN_POLICY", "https://contoso.blob.core.windows.net/c/p.yaml?sig=" + KEY,
                "DRIFTWARDEN_ARM_ENDPOINT", "https://user:" + KEY + "@example.com",
                "DRIFTWARDEN_GRAPH_ENDPOINT", "https://example.com/?code=" + KEY));

        assertThat(mistakes).hasSize(4).noneMatch(one -> one.contains(KEY));
        assertThat(read(Map.of("AzureWebJobsStorage", CONNECTION)).toString()).doesNotContain(KEY);
    }

    @Test
    void showsLongAndStrangeValuesShortAndClean() {
        assertThat(mistakes(Map.of(
                        "AzureWebJobsStorage", CONNECTION, "DRIFTWARDEN_CLOUD", "\u001b[31m\n" + "x".repeat(999))))
                .singleElement()
                .satisfies(one -> assertThat(one).hasSizeLessThan(300).doesNotContain("\u001b", "\n"));
    }

    @Test
    void isReadFromTheExampleFile() throws Exception {
        Map<String, String> example = ExampleSettings.values();

        assertThat(example.keySet())
                .contains("AzureWebJobsStorage", "AZURE_CLIENT_ID")
                .containsAll(SettingName.OWN);
        assertThat(read(example).azure().practice()).isTrue();
    }

    private static Settings read(Map<String, String> environment) {
        return Settings.read(environment);
    }

    private static List<String> mistakes(Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        SettingsException thrown = catchThrowableOfType(SettingsException.class, () -> Settings.read(all));
        assertThat(thrown).isNotNull();
        assertThat(thrown.getMessage()).contains(thrown.mistakes());
        return thrown.mistakes();
    }
}
