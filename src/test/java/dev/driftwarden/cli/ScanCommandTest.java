package dev.driftwarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.practice.Fault;
import dev.driftwarden.practice.PracticeAzure;
import dev.driftwarden.practice.PracticeOptions;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.testing.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scans and replays, over HTTP against the practice Azure. */
class ScanCommandTest {
    private static final String PRODUCTION = "00000000-0000-0000-0000-00000000000a";
    private static final String DOCS = "/subscriptions/" + PRODUCTION
            + "/resourceGroups/rg-docs/providers/Microsoft.Storage/storageAccounts/stcontosodocs01";

    private final PracticeAzure practice =
            PracticeAzure.start(PracticeOptions.defaults().withEventDelay(Duration.ZERO));

    @TempDir
    Path folder;

    @AfterEach
    void end() {
        practice.close();
    }

    private CommandRun scan(String... more) {
        String[] all = new String[more.length + 5];
        System.arraycopy(
                new String[] {
                    "scan",
                    "--subscription",
                    PRODUCTION,
                    "--practice",
                    practice.endpoint().toString()
                },
                0,
                all,
                0,
                5);
        System.arraycopy(more, 0, all, 5, more.length);
        return CommandRun.of(all);
    }

    @Test
    void reportsWhatFailsAndWritesNothing() {
        CommandRun run = scan("--format", "json");
        assertThat(run.exit()).as(run.err()).isEqualTo(1);
        JsonNode report = Samples.json(run.out());
        assertThat(report.path("results"))
                .isNotEmpty()
                .allMatch(one -> one.path("resource").asText().contains(PRODUCTION));
        assertThat(report.at("/coverage/outcome").asText()).isEqualTo("complete");
        assertThat(report.at("/coverage/resources").asInt()).isGreaterThan(5);
        assertThat(practice.calls().of("PUT", "/**") + practice.calls().of("PATCH", "/**"))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "text, failed",
        "csv, storage.",
        "html, <title>Driftwarden",
        "sarif, \"version\" : \"2.1.0\"",
        "ocsf, class_uid"
    })
    void writesEveryFormat(String format, String part) throws IOException {
        Path file = folder.resolve("report");
        assertThat(scan("--format", format, "--out", file.toString()).exit()).isEqualTo(1);
        assertThat(Files.readString(file)).contains(part);
    }

    @Test
    void saysWhatItDidNotSee() {
        practice.faults()
                .add(Fault.answering("POST", "/providers/Microsoft.ResourceGraph/resources", 100, 403, "AccessDenied"));
        CommandRun run = scan();
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.out()).contains("Not seen").contains("AccessDenied").contains("partial");
        assertThat(scan("--max-calls", "1").out()).contains("partial");
    }

    /** Ctrl-C ends the process by the same way; a terminal's own signal may be ignored where tests run. */
    @Test
    void endedInTheMiddleItWritesWhatItHasSeen() throws Exception {
        Path file = folder.resolve("partial.json");
        Process scan = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "scan",
                        "--all",
                        "--practice",
                        practice.endpoint().toString(),
                        "--format",
                        "json",
                        "--out",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
        try {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> practice.calls().total() > 20);
            scan.destroy();
            assertThat(scan.waitFor(1, TimeUnit.MINUTES)).isTrue();
        } finally {
            scan.destroyForcibly();
        }
        JsonNode report = Samples.json(Files.readString(file));
        assertThat(report.at("/coverage/outcome").asText()).isEqualTo("partial");
        assertThat(report.at("/coverage/gaps"))
                .anyMatch(gap -> gap.path("code").asText().equals("Stopped"));
        assertThat(Files.readString(folder.resolve("said"))).contains("The report is in ");
    }

    @ParameterizedTest
    @CsvSource({
        "--subscription nonsense, no subscription id",
        "--subscription 00000000-0000-0000-0000-00000000000a --max-calls 0, at least 1",
        "--management-group a/b, no id of a management group",
        "--all --practice http://example.com, no address on this machine",
        "--all --rules nothing.*, no rule fits",
        "'', Missing required argument",
    })
    void refusesWhatItCannotUse(String arguments, String why) {
        CommandRun run = CommandRun.of(("scan " + arguments).strip().split(" "));
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains(why);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("events.json"), text);
    }

    private CommandRun replay(Path file) {
        return CommandRun.of(
                "replay",
                file.toString(),
                "--dry-run",
                "--practice",
                practice.endpoint().toString());
    }

    @Test
    void replaysWithoutWriting() throws IOException {
        JsonNode body = practice.get(ResourceId.parse(DOCS)).orElseThrow();
        ((ObjectNode) body.get("properties")).put("supportsHttpsTrafficOnly", false);
        practice.put(body);
        Path events = file("""
                [{"id":"1","topic":"/subscriptions/%1$s","subject":"%2$s","eventType":"Microsoft.Resources.ResourceWriteSuccess",
                  "eventTime":"2026-01-01T00:00:00Z","dataVersion":"2","metadataVersion":"1",
                  "data":{"operationName":"Microsoft.Storage/storageAccounts/write","resourceUri":"%2$s","subscriptionId":"%1$s",
                          "status":"Succeeded","claims":{}}}]
                """.formatted(PRODUCTION, DOCS));
        CommandRun run = replay(events);
        assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(1);
        assertThat(run.out()).contains("storage.https").contains("would be done: observe");
        assertThat(practice.calls().of("PATCH", "/**")).isZero();
    }

    @ParameterizedTest
    @CsvSource({"not json, events.json", "[], no event", "{}, events.json"})
    void aFileThatIsNoneGetsOneLine(String text, String why) throws IOException {
        CommandRun run = replay(file(text));
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err().strip().lines()).hasSize(1);
        assertThat(run.err()).contains(why);
    }
}
