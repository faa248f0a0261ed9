package dev.driftwarden.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import dev.driftwarden.azure.AzureSettings;
import dev.driftwarden.policy.PolicySource;
import dev.driftwarden.rule.Mode;
import dev.driftwarden.rule.RuleInfo;
import dev.driftwarden.rule.load.RuleSource;
import dev.driftwarden.store.azure.Azurite;
import dev.driftwarden.store.azure.AzuriteExtension;
import dev.driftwarden.store.azure.StorageHttp;
import dev.driftwarden.testing.MutableClock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Rules of the user's own beside the shipped ones. */
class RulesSourceTest {
    private static final Duration LOOK = Duration.ofSeconds(15);
    private static final String RULE = """
            driftwarden-rules: 1
            service: house
            rules:
              - id: house.vm-size
                title: The machine is too large
                severity: low
                resource: Microsoft.Compute/virtualMachines
                api-version: "2024-03-01"
                triggers: [Microsoft.Compute/virtualMachines/write]
                params: { size: Standard_M416ms_v2 }
                fail: get(resource, 'properties.hardwareProfile.vmSize', '') == params.size
                message: Nobody needs that much.
                fix: none
                ticket: Choose a smaller size.
                mode: ticket
            """;
    private static final String OVERRIDE = """
            driftwarden-rules: 1
            service: house
            rules:
              - id: storage.https-only
                title: Our own words
                severity: low
                resource: Microsoft.Storage/storageAccounts
                api-version: "2023-05-01"
                triggers: [Microsoft.Storage/storageAccounts/write]
                fail: get(resource, 'properties.supportsHttpsTrafficOnly', true) == false
                message: HTTP is on.
                fix: none
                ticket: Ask first.
                mode: ticket
            """;

    @TempDir
    Path folder;

    private final MutableClock clock = MutableClock.atNoon();

    private RulesSource source() {
        return new RulesSource(
                RuleTexts.at(folder.toString(), AzureSettings.practice(URI.create("http://127.0.0.1:1"))), LOOK, clock);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
        clock.advance(LOOK);
    }

    @Test
    void loadsThemTogetherWithTheShippedOnes() throws IOException {
        write("house.yaml", RULE);
        write("notes.txt", "not a rule");
        RulesSource source = source();
        assertThat(source.problems()).isEmpty();
        assertThat(source.get().all()).extracting(RuleInfo::id).contains("house.vm-size", "storage.https-only");
        assertThat(source.parameters().get("house.vm-size")).containsKey("size");
    }

    @Test
    void takesUpChangesAndKeepsTheLastGoodOnes() throws IOException {
        write("house.yaml", RULE);
        RulesSource source = source();
        String first = version(source);

        write("house.yaml", RULE.replace("get(resource", "gett(resource"));
        assertThat(source.problems()).singleElement().asString().contains("house.yaml:11:", "did you mean 'get'?", "^");
        assertThat(version(source)).isEqualTo(first);

        write("house.yaml", RULE.replace("severity: low", "severity: high"));
        assertThat(source.problems()).isEmpty();
        assertThat(version(source)).isNotEqualTo(first);

        Files.delete(folder.resolve("house.yaml"));
        clock.advance(LOOK);
        assertThat(source.get().find("house.vm-size")).isEmpty();
    }

    @Test
    void asksAgainOnlyAfterAWhile() throws IOException {
        RulesSource source = source();
        assertThat(source.get().find("house.vm-size")).isEmpty();
        Files.writeString(folder.resolve("house.yaml"), RULE);
        assertThat(source.get().find("house.vm-size")).isEmpty();
        clock.advance(LOOK);
        assertThat(source.get().find("house.vm-size")).isPresent();
    }

    @Test
    void replacesAShippedRuleOnlyWhenItSaysSo() throws IOException {
        write("house.yaml", OVERRIDE);
        RulesSource source = source();
        assertThat(source.problems()).singleElement().asString().contains("say 'overrides: true' to replace it");
        assertThat(title(source)).isEqualTo("Unencrypted HTTP is accepted");

        write("house.yaml", OVERRIDE + "    overrides: true\n");
        assertThat(source.problems()).isEmpty();
        assertThat(title(source)).isEqualTo("Our own words");

        write("second.yaml", OVERRIDE + "    overrides: true\n");
        assertThat(source.problems()).singleElement().asString().contains("second.yaml:4:5: duplicate rule id");
    }

    @Test
    void onlyObservesUntilTheyWereReadOnce() throws IOException {
        Path missing = folder.resolve("later");
        RulesSource rules = new RulesSource(
                RuleTexts.at(missing.toString(), AzureSettings.practice(URI.create("http://127.0.0.1:1"))),
                LOOK,
                clock);
        PolicySource policy = new PolicySource(
                "p.yaml", () -> Optional.of("defaults: { mode: auto }"), rules::parameters, LOOK, clock);
        rules.follow(policy);
        RulesAndPolicy inForce = new RulesAndPolicy(rules, policy);

        assertThatThrownBy(rules::parameters).hasMessageContaining("DRIFTWARDEN_RULES");
        assertThat(policy.get().defaultMode()).isEqualTo(Mode.OBSERVE);
        assertThat(inForce.problems()).hasSize(2).anyMatch(problem -> problem.contains("there is no such folder"));
        assertThat(rules.get().find("storage.https-only")).isPresent();

        Files.createDirectory(missing);
        clock.advance(LOOK);
        assertThat(policy.get().defaultMode()).isEqualTo(Mode.AUTO);
        assertThat(inForce.problems()).isEmpty();
    }

    @Test
    void setsParametersOfThePolicyInRulesOfTheUsersOwn() throws IOException {
        write("house.yaml", RULE);
        RulesSource rules = source();
        String plain = version(rules);
        PolicySource policy = new PolicySource(
                "p.yaml",
                () -> Optional.of("parameters: { house.vm-size: { size: Standard_B1s } }"),
                rules::parameters,
                LOOK,
                clock);
        rules.follow(policy);
        assertThat(policy.problems()).isEmpty();
        assertThat(version(rules)).isNotEqualTo(plain);
    }

    @Nested
    @ExtendWith(AzuriteExtension.class)
    class InAContainer {

        @Test
        void readsTheRuleFilesOfAContainer(Azurite azurite) {
            BlobContainerClient container = new BlobServiceClientBuilder()
                    .connectionString(azurite.connectionString())
                    .httpClient(StorageHttp.client())
                    .buildClient()
                    .createBlobContainer("rules-" + UUID.randomUUID());
            container.getBlobClient("team/house.yaml").upload(BinaryData.fromString(RULE));
            container.getBlobClient("readme.md").upload(BinaryData.fromString("# hello"));
            RulesSource source = new RulesSource(() -> RuleTexts.container(container), LOOK, clock);
            assertThat(source.problems()).isEmpty();
            assertThat(source.get().find("house.vm-size")).isPresent();

            List<RuleSource> read = RuleTexts.container(container);
            assertThat(read).extracting(RuleSource::name).containsExactly("team/house.yaml");

            container.delete();
            clock.advance(LOOK);
            assertThat(source.problems()).singleElement().asString().contains("DRIFTWARDEN_RULES: cannot be read");
            assertThat(source.get().find("house.vm-size")).isPresent();
        }
    }

    private static String version(RulesSource source) {
        return source.get().find("house.vm-size").orElseThrow().version();
    }

    private static String title(RulesSource source) {
        return source.get().find("storage.https-only").orElseThrow().title();
    }
}
