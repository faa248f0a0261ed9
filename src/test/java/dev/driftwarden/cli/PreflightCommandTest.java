package dev.driftwarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.check.Screen;
import dev.driftwarden.practice.Fault;
import dev.driftwarden.practice.PracticeAzure;
import dev.driftwarden.practice.PracticeOptions;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.testing.FakeRules;
import dev.driftwarden.testing.Installation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** {@code driftwarden preflight} against a practice Azure in which the templates' work is there, missing or spoilt. */
class PreflightCommandTest {
    private static final String ID = "00000000-0000-0000-0000-00000000000a";

    private PracticeAzure practice;
    private Installation installation;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() {
        practice = PracticeAzure.start(PracticeOptions.defaults());
        installation = new Installation(practice);
    }

    @AfterEach
    void stop() {
        practice.close();
    }

    private record Run(int exit, String out, String err) {
        List<JsonNode> checks() throws IOException {
            return StreamSupport.stream(
                            new ObjectMapper().readTree(out).path("checks").spliterator(), false)
                    .toList();
        }

        List<String> failed() throws IOException {
            return checks().stream()
                    .filter(check -> check.path("outcome").asText().equals("fail"))
                    .map(check -> check.path("area").asText() + " "
                            + check.path("place").asText().replaceFirst(".*/", "") + ": "
                            + check.path("finding").asText())
                    .toList();
        }
    }

    private Run run(String... arguments) {
        return run(Map.of(), arguments);
    }

    private Run run(Map<String, String> more, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Shell shell = new Shell(
                new ByteArrayInputStream(new byte[0]),
                new PrintWriter(out),
                new PrintWriter(err),
                new Screen(/* coloured= */ false),
                Clock.systemUTC(),
                "1.2.3",
                own -> new FakeRules());
        Map<String, String> environment = new HashMap<>(Map.of(
                "DRIFTWARDEN_ARM_ENDPOINT", practice.endpoint().toString(),
                "DRIFTWARDEN_GRAPH_ENDPOINT", practice.endpoint().toString(),
                "DRIFTWARDEN_CREDENTIAL", "practice"));
        environment.putAll(more);
        CommandLine command = new CommandLine(new PreflightCommand(shell, environment))
                .setOut(shell.out())
                .setErr(shell.err())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(new Mistakes());
        int exit = command.execute(arguments);
        return new Run(exit, out.toString(), err.toString());
    }

    private Run json(String... arguments) {
        List<String> all = new ArrayList<>(List.of("--subscription", ID, "--format", "json"));
        all.addAll(Arrays.asList(arguments));
        return run(all.toArray(String[]::new));
    }

    private String policy(String text) throws IOException {
        Path file = folder.resolve("driftwarden.yaml");
        Files.writeString(file, text);
        return file.toString();
    }

    @Test
    void allIsWellWhereTheTemplatesWereDeployed() throws IOException {
        installation.all("storage");
        Run run =
                json("--app", Installation.APP, "--policy", policy("modes: [ { rules: \"storage.*\", mode: auto } ]"));
        assertThat(run.failed()).isEmpty();
        assertThat(run.exit()).as(run.out()).isZero();
        assertThat(run.checks())
                .extracting(check -> check.path("area").asText())
                .contains("policy", "permissions", "events", "sign-in", "directory");
    }

    @Test
    void theSameIsFoundForABotThatIsNotTheCaller() throws IOException {
        installation.all("storage");
        String policy = policy("modes: [ { rules: \"storage.*\", mode: auto } ]");
        assertThat(json("--principal", Installation.BOT, "--policy", policy).failed())
                .isEmpty();
        assertThat(json("--principal", "11111111-0000-0000-0000-0000000000ff").failed())
                .anyMatch(check -> check.startsWith("permissions") && check.contains("Not allowed to read"));
    }

    @Test
    void askingChangesNothing() throws IOException {
        installation.all("storage");
        json("--app", Installation.APP, "--principal", Installation.BOT);
        json("--before");
        assertThat(practice.calls().byCall().keySet()).allMatch(call -> call.startsWith("GET "));
    }

    static Stream<Arguments> spoilt() {
        return Stream.of(
                spoilt("no topic", PreflightCommandTest::rolesOnly, "events", "There is no system topic"),
                spoilt("topic without identity", run -> run.topic("None"), "events", "no system-assigned identity"),
                spoilt(
                        "sign-in off",
                        run -> run.signIn(false, List.of()),
                        "sign-in",
                        "App Service Authentication is off"),
                spoilt(
                        "console open to all",
                        run -> run.signIn(true, List.of("/api/v1/health", "/console")),
                        "sign-in",
                        "/console"));
    }

    private static void rolesOnly(Installation installation) {
        installation.roles(List.of("storage"));
    }

    private static Arguments spoilt(
            String what, java.util.function.Consumer<Installation> spoil, String area, String finding) {
        return Arguments.of(what, spoil, area, finding);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("spoilt")
    void saysWhatIsWrongWhereAndWhatToDo(
            String what, java.util.function.Consumer<Installation> spoil, String area, String finding)
            throws IOException {
        if (what.startsWith("topic") || what.startsWith("sign-in") || what.startsWith("console")) {
            installation.all("storage");
        }
        spoil.accept(installation);
        Run run = json("--app", Installation.APP);
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.checks())
                .filteredOn(check -> check.path("outcome").asText().equals("fail")
                        && check.path("area").asText().equals(area))
                .anySatisfy(check -> {
                    assertThat(check.path("finding").asText()).contains(finding);
                    assertThat(check.path("remedy").asText()).isNotBlank();
                    assertThat(check.path("place").asText()).isNotBlank();
                });
    }

    @Test
    void namesTheOperationsThatNobodyTellsOf() throws IOException {
        installation.all("storage");
        practice.remove(ResourceId.parse(Installation.TOPIC + "/eventSubscriptions/driftwarden-1"));
        assertThat(json().failed())
                .singleElement()
                .asString()
                .startsWith("events evgt-driftwarden: The bot is not told of")
                .contains("Microsoft.ApiManagement/service/write");
    }

    @Test
    void namesWhatThePolicyAsksForButTheRolesDoNotGive() throws IOException {
        installation.all("storage");
        Run run = json(
                "--policy",
                policy("modes: [ { rules: \"storage.*\", mode: auto }, { rules: \"keyvault.*\", mode: approve } ]"));
        assertThat(run.failed())
                .singleElement()
                .asString()
                .contains("Microsoft.KeyVault/vaults/write", "keyvault.", "would end as tickets");
        assertThat(run.out()).contains("Add 'keyvault' to writeFamilies");
    }

    @Test
    void aPolicyForAnotherSubscriptionAsksForNothingHere() throws IOException {
        installation.all();
        String elsewhere = "/subscriptions/00000000-0000-0000-0000-00000000000b";
        String lowered = "modes: [ { rules: \"*\", mode: auto, scope: " + elsewhere
                + " }, { rules: \"keyvault.*\", mode: approve }, { rules: \"*\", mode: observe, scope: "
                + Installation.SUBSCRIPTION
                + " } ]";
        assertThat(json("--policy", policy(lowered)).failed()).isEmpty();
    }

    @Test
    void namesThePermissionsOfMicrosoftGraphThatAreMissing() throws IOException {
        installation.all("storage");
        practice.faults()
                .add(Fault.answering(
                        "GET", "/v1.0/identity/conditionalAccess/**", 99, 403, "Authorization_RequestDenied"));
        Run run = json();
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.failed())
                .singleElement()
                .asString()
                .startsWith("directory Microsoft Graph: Not allowed to read");
        assertThat(run.out()).contains("Policy.Read.All");
    }

    @Test
    void showsEveryMistakeOfThePolicyWithItsPlace() throws IOException {
        installation.all();
        Run run = json("--policy", policy("defaults: { mode: sometimes }\nmodess: []\n"));
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.failed())
                .hasSize(2)
                .allSatisfy(check -> assertThat(check).startsWith("policy driftwarden.yaml"));
        assertThat(run.out()).contains("driftwarden.yaml:1:").contains("driftwarden.yaml:2:");
    }

    @Test
    void whatCannotBeReadIsUnknownAndNeverWell() throws IOException {
        installation.all("storage");
        practice.faults().add(Fault.answering("GET", "/**/permissions", 9, 403, "AuthorizationFailed"));
        Run run = json();
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.out()).contains("It cannot be read what the identity may do here");
    }

    @Test
    void beforeADeploymentItSaysWhatWouldStopIt() throws IOException {
        ObjectNode topic = new ObjectMapper().createObjectNode();
        topic.put(
                        "id",
                        Installation.SUBSCRIPTION
                                + "/resourceGroups/rg-events/providers/Microsoft.EventGrid/systemTopics/contoso-events")
                .put("name", "contoso-events")
                .put("type", "Microsoft.EventGrid/systemTopics")
                .putObject("properties")
                .put("topicType", "Microsoft.Resources.Subscriptions");
        practice.put(topic);
        ObjectNode deleted = new ObjectMapper().createObjectNode();
        deleted.put(
                        "id",
                        Installation.SUBSCRIPTION + "/providers/Microsoft.KeyVault/deletedVaults/kv-driftwarden-abcdef")
                .put("name", "kv-driftwarden-abcdef")
                .put("type", "Microsoft.KeyVault/deletedVaults");
        practice.put(deleted);
        Run run = run("--before", "--subscription", ID, "--subscription", "00000000-0000-0000-0000-0000000000ee");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out())
                .contains("existingTopic: { name: 'contoso-events', resourceGroup: 'rg-events' }")
                .contains("az keyvault recover --name kv-driftwarden-abcdef")
                .contains("There is no such subscription")
                .contains("You may not: ");
        assertThat(run("--before", "--subscription", ID, "--name", "Drift-Warden")
                        .out())
                .contains("3 to 11 lower-case letters and digits");
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.CsvSource(delimiter = '|', textBlock = """
                    --subscription contoso                                        | --subscription is 'contoso'
                    --subscription 00000000-0000-0000-0000-00000000000a --app web | --app is 'web'
                    --subscription 00000000-0000-0000-0000-00000000000a --principal bot | --principal is 'bot'
                    --app x                                                       | --subscription
                    """)
    void wrongArgumentsAreRefusedBeforeAnyCall(String arguments, String said) {
        Run run = run(arguments.split(" "));
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains(said);
        assertThat(practice.calls().total()).isZero();
    }

    @Test
    void storageThatDoesNotAnswerFailsInOneLineWithoutItsKey() throws IOException {
        installation.all("storage");
        String key = "c2VjcmV0LWtleS1vZi1hLXByYWN0aWNlLWFjY291bnQ=";
        Run run = run(
                Map.of(
                        "AzureWebJobsStorage",
                        "DefaultEndpointsProtocol=http;AccountName=contoso;AccountKey=" + key
                                + ";BlobEndpoint=http://127.0.0.1:1/contoso;QueueEndpoint=http://127.0.0.1:1/contoso;"
                                + "TableEndpoint=http://127.0.0.1:1/contoso"),
                "--subscription",
                ID);
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("storage").contains("Not reachable").doesNotContain(key);
    }
}
