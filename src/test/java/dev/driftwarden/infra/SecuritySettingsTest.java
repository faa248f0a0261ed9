package dev.driftwarden.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.driftwarden.app.SettingName;
import dev.driftwarden.engine.Jobs;
import dev.driftwarden.functions.Queues;
import dev.driftwarden.store.azure.StorageInventory;
import dev.driftwarden.telemetry.Attribute;
import dev.driftwarden.telemetry.Figure;
import dev.driftwarden.telemetry.Signals;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The templates keep the promises that README.md and SECURITY.md make about them. */
class SecuritySettingsTest {
    private static Map<Path, BicepFile> files = Map.of();

    @BeforeAll
    static void parse() throws IOException, InterruptedException {
        files = BicepFiles.parse();
    }

    private static BicepFile module(String name) {
        return Objects.requireNonNull(files.get(Path.of("infra", "modules", name)), name);
    }

    private static BicepNode only(String module, String type) {
        List<BicepNode> found = module(module).created(type);
        assertThat(found).as(type).hasSize(1);
        return found.get(0);
    }

    private static String literal(BicepNode object, String... path) {
        return object.at(path)
                .orElseThrow(() -> new AssertionError(List.of(path) + " is missing"))
                .text();
    }

    @Test
    void theStorageAccountTakesNoKeyAndNoStranger() {
        BicepNode account = only("storage.bicep", "Microsoft.Storage/storageAccounts");
        assertThat(literal(account, "properties", "allowSharedKeyAccess")).isEqualTo("false");
        assertThat(literal(account, "properties", "allowBlobPublicAccess")).isEqualTo("false");
        assertThat(literal(account, "properties", "supportsHttpsTrafficOnly")).isEqualTo("true");
        assertThat(literal(account, "properties", "minimumTlsVersion")).isEqualTo("TLS1_2");
        assertThat(literal(account, "properties", "isLocalUserEnabled")).isEqualTo("false");
        assertThat(literal(account, "properties", "allowCrossTenantReplication"))
                .isEqualTo("false");
    }

    @Test
    void theAppSpeaksOnlyEncryptedAndKnowsNoPasswords() {
        BicepNode app = only("function-app.bicep", "Microsoft.Web/sites");
        assertThat(literal(app, "properties", "httpsOnly")).isEqualTo("true");
        assertThat(literal(app, "properties", "siteConfig", "minTlsVersion")).isEqualTo("1.2");
        assertThat(literal(app, "properties", "siteConfig", "scmMinTlsVersion")).isEqualTo("1.2");
        assertThat(literal(app, "properties", "siteConfig", "ftpsState")).isEqualTo("Disabled");
        assertThat(literal(app, "properties", "siteConfig", "remoteDebuggingEnabled"))
                .isEqualTo("false");
        assertThat(literal(app, "identity", "type")).isEqualTo("UserAssigned");
        List<BicepNode> logins =
                module("function-app.bicep").created("Microsoft.Web/sites/basicPublishingCredentialsPolicies");
        assertThat(logins).extracting(login -> literal(login, "name")).containsExactlyInAnyOrder("ftp", "scm");
        assertThat(logins)
                .allSatisfy(login ->
                        assertThat(literal(login, "properties", "allow")).isEqualTo("false"));
    }

    @Test
    void theAppRunsJava17OnFlexConsumptionFromAPackageReadByItsIdentity() {
        BicepNode app = only("function-app.bicep", "Microsoft.Web/sites");
        BicepNode config = app.at("properties", "functionAppConfig").orElseThrow();
        assertThat(literal(config, "runtime", "name")).isEqualTo("java");
        assertThat(literal(config, "runtime", "version")).isEqualTo("17");
        assertThat(literal(config, "deployment", "storage", "authentication", "type"))
                .isEqualTo("UserAssignedIdentity");
        BicepNode plan = only("function-app.bicep", "Microsoft.Web/serverfarms");
        assertThat(literal(plan, "sku", "name")).isEqualTo("FC1");
    }

    @Test
    void theSettingsAreThoseThatTheBotAndTheHostRead() {
        BicepNode settings = module("function-app.bicep").variable("settings");
        List<String> names =
                settings.properties().map(property -> property.node(0).text()).toList();
        assertThat(names)
                .contains(
                        SettingName.STORAGE_BLOBS,
                        SettingName.STORAGE_QUEUES,
                        SettingName.STORAGE_TABLES,
                        SettingName.STORAGE_CLIENT_ID,
                        SettingName.CLIENT_ID,
                        SettingName.POLICY)
                .doesNotContain(SettingName.STORAGE)
                .doesNotContain("FUNCTIONS_WORKER_RUNTIME", "FUNCTIONS_EXTENSION_VERSION", "WEBSITE_RUN_FROM_PACKAGE");
        assertThat(literal(settings, "AzureWebJobsDisableHomepage")).isEqualTo("true");
        assertThat(literal(settings, "AzureWebJobsStorage__credential")).isEqualTo("managedidentity");
        assertThat(names.stream().filter(name -> name.startsWith("DRIFTWARDEN_")))
                .isSubsetOf(SettingName.POLICY, SettingName.CLOUD, SettingName.CREDENTIAL, SettingName.RETENTION_DAYS);
    }

    @Test
    void everyQueueOfTheBotIsMade() {
        assertThat(texts(module("storage.bicep").variable("queueNames")))
                .containsExactlyInAnyOrderElementsOf(Jobs.QUEUES.stream()
                        .flatMap(queue -> Stream.of(queue, queue + Queues.POISON))
                        .toList());
    }

    @Test
    void theVaultGivesSecretsByRoleAndForgetsNothingAtOnce() {
        BicepNode vault = only("key-vault.bicep", "Microsoft.KeyVault/vaults");
        assertThat(literal(vault, "properties", "enableRbacAuthorization")).isEqualTo("true");
        assertThat(literal(vault, "properties", "enablePurgeProtection")).isEqualTo("true");
    }

    @Test
    void everybodySignsInAndOnlyHealthAndTheWebhookAreLeftOut() {
        BicepNode settings = only("authentication.bicep", "Microsoft.Web/sites/config");
        assertThat(literal(settings, "properties", "platform", "enabled")).isEqualTo("true");
        assertThat(literal(settings, "properties", "globalValidation", "requireAuthentication"))
                .isEqualTo("true");
        BicepNode excluded =
                settings.at("properties", "globalValidation", "excludedPaths").orElseThrow();
        assertThat(texts(excluded)).containsExactly("/api/v1/health", "/api/v1/slack/interactions");
        assertThat(module("authentication.bicep").parameters()).containsKey("slackButtons");
        assertThat(texts(module("authentication.bicep").variable("webhookPaths")))
                .allSatisfy(path -> assertThat(path).isEqualToIgnoringCase("/runtime/webhooks/eventgrid"));
    }

    @Test
    void eventsThatCannotBeDeliveredAreKept() {
        BicepNode body = only("event-subscriptions.bicep", "Microsoft.EventGrid/systemTopics/eventSubscriptions");
        BicepNode common = body.at("properties").orElseThrow().node(1).node(0);
        assertThat(common.at("deadLetterWithResourceIdentity")).isPresent();
        assertThat(literal(common, "retryPolicy", "maxDeliveryAttempts")).isEqualTo("30");
        BicepNode queue = module("event-subscriptions.bicep").variable("toQueue");
        assertThat(literal(queue, "deliveryWithResourceIdentity", "destination", "properties", "queueName"))
                .isEqualTo(Jobs.EVENTS);
    }

    @Test
    void noRoleOfMoreThanDataIsGivenToTheBotInItsOwnGroup() {
        Set<String> data = Set.of(
                "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
                "974c5e8b-45b9-4653-ba55-5f855dd0fb88",
                "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3",
                "3913510d-42f4-4e42-8a64-420c390055eb",
                "4633458b-17de-408a-b874-0445c86b69e6",
                "a638d3c7-ab3a-418d-83e6-5f17a39d4fde",
                "c6a89b2d-59bc-44d0-9896-0f6e12d7b80a",
                "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
                "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1");
        List<String> given = files.values().stream()
                .filter(file -> file.path().startsWith(Path.of("infra", "modules")))
                .flatMap(file -> file.root().all("string"))
                .map(BicepNode::text)
                .filter(text -> text.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"))
                .toList();
        assertThat(given).isNotEmpty().isSubsetOf(data);
    }

    @Test
    void noSecretIsReadOrPutOut() {
        List<String> calls = files.values().stream()
                .flatMap(file -> file.root().all("call_expression"))
                .map(call -> call.node(0).is("member_expression")
                        ? call.node(0).last().text()
                        : call.node(0).text())
                .toList();
        assertThat(calls).isNotEmpty().noneMatch(name -> name.startsWith("list") || name.equals("getSecret"));
        Stream<BicepNode> outputs =
                files.values().stream().flatMap(file -> file.root().all("output_declaration"));
        assertThat(outputs.flatMap(BicepNode::all).map(BicepNode::text))
                .noneMatch(text -> text.matches("(?i).*(connectionstring|password|secret|instrumentationkey).*"));
    }

    /** Lines by the beginning that queries ask for, figures by their names; nothing else is asked for. */
    @Test
    void alertsAndWorkbookAskForWhatTheBotSays() throws IOException {
        List<String> queries = new ArrayList<>(module("alerts.bicep")
                .variable("alerts")
                .nodes()
                .map(alert -> literal(alert, "query").replace("\\", ""))
                .toList());
        assertThat(queries).hasSizeGreaterThanOrEqualTo(8);
        new ObjectMapper()
                .readTree(Files.readString(Path.of("infra", "workbook.json")))
                .findValuesAsText("query")
                .forEach(queries::add);
        List<String> lines = signals();
        List<String> figures = Stream.of(Figure.values()).map(Figure::title).toList();
        for (String query : queries) {
            assertThat(all(query, "startswith \"([^\"]+)\""))
                    .allSatisfy(beginning -> assertThat(lines).as(query).anyMatch(line -> line.startsWith(beginning)));
            assertThat(all(query, "\"(driftwarden\\.[a-z_.]+)\"").stream()
                            .filter(name -> !attributes().contains(name)))
                    .as(query)
                    .isSubsetOf(figures);
            assertThat(all(query, "\"[^\"]* ?([A-Za-z]+=)\""))
                    .allSatisfy(field ->
                            assertThat(String.join("\n", lines)).as(query).contains(field));
            assertThat(query)
                    .matches(text -> text.contains("AppRequests")
                            || text.contains("Severity")
                            || text.contains("startswith")
                            || text.contains("driftwarden."));
        }
    }

    private static List<String> attributes() {
        return Stream.of(Attribute.values()).map(Attribute::title).toList();
    }

    /** As the program writes them; a level word may stand where the query says one. */
    private static List<String> signals() {
        return Stream.of(Signals.class.getFields())
                .map(SecuritySettingsTest::value)
                .flatMap(line ->
                        Stream.of("on", "ok", "complete", "partial").map(word -> line.replaceFirst("\\{}", word)))
                .toList();
    }

    private static String value(Field field) {
        try {
            return String.valueOf(field.get(null));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> all(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    @Test
    void everySignalAndFigureIsUsedByTheProgram() throws IOException {
        StringBuilder program = new StringBuilder();
        try (Stream<Path> sources = Files.walk(Path.of("src", "main", "java"))) {
            for (Path source :
                    sources.filter(path -> path.toString().endsWith(".java")).toList()) {
                program.append(Files.readString(source));
            }
        }
        Stream<String> names = Stream.concat(
                Stream.of(Signals.class.getFields()).map(field -> "Signals." + field.getName()),
                Stream.of(Figure.values()).map(figure -> "Figure." + figure.name()));
        assertThat(names).allSatisfy(name -> assertThat(program).contains(name));
    }

    @Test
    void deadLettersLieWhereTheBotLooksForThem() {
        String container = StorageInventory.DEAD_LETTERS;
        assertThat(literal(
                        module("event-subscriptions.bicep").variable("deadLetters"), "properties", "blobContainerName"))
                .isEqualTo(container);
        assertThat(texts(module("storage.bicep").variable("containerNames"))).containsAll(StorageInventory.CONTAINERS);
        assertThat(module("sender-roles.bicep").root().all("string").map(BicepNode::text))
                .contains(container);
    }

    @Test
    void theBotMayNotChangeItsOwnPolicyOrRules() {
        BicepNode given = only("configuration.bicep", "Microsoft.Authorization/roleAssignments");
        assertThat(module("configuration.bicep").variable("blobDataReader").text())
                .isEqualTo("2a2b9908-6ea1-4ae2-8e65-a410df84e7d1");
        assertThat(literal(given, "properties", "principalType")).isEqualTo("ServicePrincipal");
        BicepNode account = only("configuration.bicep", "Microsoft.Storage/storageAccounts");
        assertThat(literal(account, "properties", "allowSharedKeyAccess")).isEqualTo("false");
        assertThat(literal(account, "properties", "allowBlobPublicAccess")).isEqualTo("false");
    }

    @Test
    void theFunctionForTheDirectoryIsOffWhereThereIsNoHub() {
        assertThat(module("function-app.bicep")
                        .variable("auditSettings")
                        .all("string")
                        .map(BicepNode::text))
                .contains("AzureWebJobs.OnEntraAudit.Disabled");
    }

    @Test
    void familiesThatMayBeNamedAreThoseThatHaveARole() throws IOException {
        List<String> roles = new ArrayList<>();
        new ObjectMapper()
                .readTree(Files.readString(Path.of("infra", "roles", "roles.json")))
                .path("write")
                .fieldNames()
                .forEachRemaining(roles::add);
        for (String template : List.of("infra/main.bicep", "infra/roles/management-group.bicep")) {
            String line = Files.readAllLines(Path.of(template)).stream()
                    .filter(text -> text.startsWith("type family = "))
                    .findFirst()
                    .orElseThrow();
            assertThat(all(line, "'([a-z0-9]+)'")).as(template).containsExactlyInAnyOrderElementsOf(roles);
        }
    }

    @Test
    void parameterFilesNameFamiliesThatHaveARole() throws IOException {
        List<String> roles = new ArrayList<>();
        new ObjectMapper()
                .readTree(Files.readString(Path.of("infra", "roles", "roles.json")))
                .path("write")
                .fieldNames()
                .forEachRemaining(roles::add);
        List<String> named = files.values().stream()
                .filter(file -> file.path().toString().endsWith("param"))
                .filter(file -> file.variables().containsKey("writeFamilies"))
                .flatMap(file -> texts(file.variable("writeFamilies")).stream())
                .toList();
        assertThat(named).isNotEmpty().isSubsetOf(roles);
    }

    private static List<String> texts(BicepNode node) {
        return node.all("string").map(BicepNode::text).toList();
    }
}
