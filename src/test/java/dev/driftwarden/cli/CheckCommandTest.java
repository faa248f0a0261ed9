package dev.driftwarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckCommandTest {
    private static final String GROUP = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg";
    private static final String ACCOUNT = GROUP + "/providers/Microsoft.Storage/storageAccounts/stcontoso";
    private static final String SITE = GROUP + "/providers/Microsoft.Web/sites/app";
    private static final String DRIFTED = "{'id':'" + ACCOUNT + "','properties':{'supportsHttpsTrafficOnly':false}}";
    private static final String FINE = "{'id':'" + ACCOUNT + "','properties':{'supportsHttpsTrafficOnly':true}}";
    private static final String NO_CONTAINERS = "{'list':'" + ACCOUNT + "/blobServices/default/containers','value':[]}";

    @TempDir
    Path folder;

    @Test
    void writesTheContractsJson() throws IOException {
        CommandRun run =
                CommandRun.of("check", "--format", "json", file("a.json", "[" + DRIFTED + "," + NO_CONTAINERS + "]"));
        assertThat(run.exit()).isEqualTo(1);
        JsonNode results = json(run).get("results");
        assertThat(results).hasSize(2);
        assertThat(names(results.get(1)))
                .containsExactly("resource", "type", "rule", "verdict", "severity", "message", "evidence", "fix");
        assertThat(results.get(0).toString())
                .isEqualTo(("{'resource':'" + ACCOUNT + "','type':'Microsoft.Storage/storageAccounts',"
                                + "'rule':'storage.containers','verdict':'pass','severity':'medium',"
                                + "'message':'no containers','evidence':[],'fix':null}")
                        .replace('\'', '"'));
        assertThat(results.get(1).get("evidence").toString())
                .isEqualTo("[{\"path\":\"properties.supportsHttpsTrafficOnly\",\"value\":false}]");
        JsonNode fix = results.get(1).get("fix");
        assertThat(names(fix)).containsExactly("operations", "breaks", "undo", "undoNote");
        assertThat(names(fix.get("operations").get(0))).containsExactly("method", "target", "apiVersion", "body");
    }

    @Test
    void joinsAllFilesIntoOneWorld() throws IOException {
        file("b/one.json", FINE);
        file("b/deeper/two.json", "[" + NO_CONTAINERS + "]");
        file("b/readme.txt", "not JSON");
        CommandRun run = CommandRun.of("check", folder.resolve("b").toString());
        assertThat(run.exit()).isZero();
        assertThat(run.out()).isEqualTo("0 failed, 0 unknown, 2 passed, 0 skipped; 1 resource, 2 checks.\n");
    }

    @Test
    void saysUnknownWhenTheWorldLacksARelatedObject() throws IOException {
        CommandRun run = CommandRun.of("check", file("a.json", FINE));
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.out()).contains("UNKNOWN", "storage.containers", "the world does not hold " + ACCOUNT);
    }

    @Test
    void readsTheStandardInput() {
        CommandRun run =
                CommandRun.reading("{\"value\":[" + FINE.replace('\'', '"') + "]}", "check", "--rules", "*.https", "-");
        assertThat(run.exit()).isZero();
    }

    @Test
    void judgesTheOwnerOfASettingsChildGivenAlone() throws IOException {
        String child = file("web.json", "{'id':'" + SITE + "/config/web','properties':{'ftpsState':'AllAllowed'}}");
        CommandRun run = CommandRun.of("check", "--format", "json", child);
        assertThat(run.exit()).isEqualTo(1);
        JsonNode result = json(run).get("results").get(0);
        assertThat(result.get("resource").asText()).isEqualTo(SITE);
        assertThat(result.get("verdict").asText()).isEqualTo("fail");
    }

    @Test
    void leavesAbsentOwnersAlone() throws IOException {
        String world = "[{'id':'" + SITE + "/config/web','properties':{}},{'absent':'" + SITE + "'}]";
        CommandRun run = CommandRun.of("check", file("web.json", world));
        assertThat(run.exit()).isZero();
        assertThat(run.out()).startsWith("Nothing to judge");
    }

    @Test
    void judgesEveryFileAsAWorldOfItsOwn() throws IOException {
        CommandRun run = CommandRun.of(
                "check",
                "--each",
                "--format",
                "json",
                file("1.json", "[" + FINE + "," + NO_CONTAINERS + "]"),
                file("2.json", "{\"a\":"),
                file("3.json", DRIFTED),
                file("4.json", FINE),
                file("5.json", "[]"));
        assertThat(run.exit()).isEqualTo(2);
        JsonNode worlds = json(run).get("worlds");
        assertThat(worlds).extracting(w -> w.get("exit").asInt()).containsExactly(0, 2, 1, 3, 0);
        assertThat(names(worlds.get(0))).containsExactly("file", "exit", "results");
        assertThat(names(worlds.get(1))).containsExactly("file", "exit", "problem");
        assertThat(worlds.get(1).get("problem").asText()).contains("2.json:1:6: Unexpected end-of-input");
        assertThat(worlds.get(0).get("file").asText())
                .isEqualTo(folder.resolve("1.json").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json"})
    void goesThroughThousandsOfWorldsInOneProcess(String format) throws IOException {
        for (int i = 0; i < 2_000; i++) {
            file("many/" + i + ".json", i % 2 == 0 ? DRIFTED : FINE);
        }
        CommandRun run = CommandRun.of(
                "check", "--each", "--format", format, folder.resolve("many").toString());
        assertThat(run.exit()).isEqualTo(1);
    }

    @Test
    void showsNoControlCharacterOfTheInputOnTheTerminal() throws IOException {
        CommandRun run = CommandRun.of("check", file("a.json", DRIFTED));
        assertThat(run.out())
                .contains("FAIL high", "fix: PATCH " + ACCOUNT, "may break: clients that use HTTP", "undo: yes");
        assertThat(run.out()).doesNotContain("\u001b").contains("seen ?[31mred");
    }

    @Test
    void refusesBadInputWithOneLine() throws IOException {
        CommandRun run = CommandRun.of("check", file("bad.json", "{'id':'/subscriptions/a/../b'}"));
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).matches("driftwarden: .*bad\\.json:1:1: not a usable resource id: .*\\R");
    }

    @Test
    void refusesWrongArgumentsWithOneLineAndAWayToHelp() throws IOException {
        String file = file("a.json", FINE);
        for (String[] arguments : List.of(
                new String[] {"check"},
                new String[] {"check", "--nonsense", file},
                new String[] {"check", "--format", "xml", file},
                new String[] {"check", "--rules", "nothing.*", file},
                new String[] {"check", "--each", "--format", "sarif", file},
                new String[] {"chekc", file})) {
            CommandRun run = CommandRun.of(arguments);
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.err().lines()).hasSize(1);
            assertThat(run.err()).contains("--help");
        }
    }

    @Test
    void refusesFilesThatAreNotThere() throws IOException {
        assertThat(CommandRun.of("check", "nowhere.json").err())
                .isEqualTo("driftwarden: nowhere.json: no such file or directory\n");
        Files.createDirectories(folder.resolve("empty"));
        CommandRun run = CommandRun.of("check", folder.resolve("empty").toString());
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).endsWith("the directory holds no *.json file\n");
    }

    private String file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text.replace('\'', '"')).toString();
    }

    private static JsonNode json(CommandRun run) throws IOException {
        return new ObjectMapper().readTree(run.out());
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new java.util.ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
