package dev.driftwarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwarden.api.SiteRun;
import dev.driftwarden.console.SiteServer;
import dev.driftwarden.engine.Jobs;
import dev.driftwarden.engine.Person;
import dev.driftwarden.engine.Receiver;
import dev.driftwarden.testing.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that ask a running bot, over real HTTP. */
class ApiCommandsTest {
    private final SiteRun run = new SiteRun();

    @AfterEach
    void stop() {
        run.close();
    }

    private CommandRun as(Person person, String... arguments) {
        try (SiteServer server = new SiteServer(run, person)) {
            List<String> all = new ArrayList<>(List.of(arguments));
            all.addAll(List.of("--url", server.address()));
            return CommandRun.of(all.toArray(String[]::new));
        }
    }

    private static String id(String line) {
        return line.split(" ", 2)[0];
    }

    @Test
    void listsMoreThanOnePageOfWhatWasSetAside() {
        for (int i = 0; i <= 200; i++) {
            run.bot.desk.rejections().record(Jobs.VERIFY, "boom", "{\"number\":" + i + "}");
        }
        CommandRun listed = as(SiteRun.VERA, "poison", "list");

        assertThat(listed.exit()).isZero();
        assertThat(listed.out().lines().map(ApiCommandsTest::id).distinct()).hasSize(201);
        assertThat(as(SiteRun.VERA, "poison", "list", "--handled").out()).isEmpty();
    }

    @Test
    void showsReplaysAndDropsOne() {
        run.bot.desk.rejections().record(Jobs.VERIFY, "boom \u001b[31m", "{\"number\":1}");
        String message = id(as(SiteRun.PAT, "poison", "list").out());
        CommandRun shown = as(SiteRun.PAT, "poison", "show", message);
        assertThat(Samples.json(shown.out()).path("text").asText()).isEqualTo("{\"number\":1}");
        assertThat(shown.out()).doesNotContain("\u001b");

        CommandRun replayed = as(SiteRun.PAT, "poison", "replay", message);
        assertThat(replayed.exit()).isZero();
        assertThat(replayed.out()).contains("What becomes of it is known when a worker has tried it");
        assertThat(run.bot.store.queues().depth(Jobs.VERIFY)).isOne();

        run.bot.desk.rejections().record("sweep", "not listed", "somewhere");
        String place = id(as(SiteRun.PAT, "poison", "list").out());
        assertThat(as(SiteRun.PAT, "poison", "drop", place).exit()).isEqualTo(2);
        assertThat(as(SiteRun.PAT, "poison", "drop", place, "--reason", "known").exit())
                .isZero();
        assertThat(as(SiteRun.PAT, "poison", "list").out()).isEmpty();
        assertThat(as(SiteRun.PAT, "poison", "list", "--handled").out())
                .contains(message + "  ", "  replayed  ", place + "  ", "  dropped  ");
    }

    @Test
    void saysThatAReplayedEventFailedAgain() {
        run.bot.desk.rejections().record(Receiver.EVENT, "some reason of long ago", "torn [");
        String event = id(as(SiteRun.PAT, "poison", "list").out());

        CommandRun replayed = as(SiteRun.PAT, "poison", "replay", event);

        assertThat(replayed.exit()).as(replayed.err()).isOne();
        assertThat(replayed.out()).startsWith("It failed again and waits: ").doesNotContain("long ago");
        assertThat(as(SiteRun.PAT, "poison", "list").out()).startsWith(event);
        assertThat(CommandRun.of("poison", "replay", "--help").out()).contains("1   it failed again");
    }

    @Test
    void saysThatAReplayedMessageWaitsAgain() {
        run.bot.desk.rejections().record(Jobs.VERIFY, "first", "{}");
        String message = id(as(SiteRun.PAT, "poison", "list").out());
        assertThat(as(SiteRun.PAT, "poison", "replay", message).exit()).isZero();
        assertThat(as(SiteRun.PAT, "poison", "show", message).out()).contains("\"replayed\"");

        run.bot.desk.rejections().record(Jobs.VERIFY, "second", "{}");

        assertThat(as(SiteRun.PAT, "poison", "show", message).out()).contains("\"waiting\"", "second");
    }

    @Test
    void saysInOneLineWhatTheBotRefused() {
        run.bot.desk.rejections().record("sweep", "not listed", "somewhere");
        String place = id(as(SiteRun.VERA, "poison", "list").out());
        CommandRun refused = as(SiteRun.VERA, "poison", "drop", place, "--reason", "known");

        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err().lines())
                .singleElement()
                .asString()
                .startsWith("driftwarden poison drop: The bot answered 403: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://bot.example", "ftp://127.0.0.1", "https:nowhere"})
    void asksNoOneOverAnUnsafeAddress(String url) {
        CommandRun refused = CommandRun.of("audit", "verify", "--url", url);
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err())
                .isEqualTo("driftwarden audit verify: --url must be an https address, or http on this machine.\n");
    }

    @Test
    void promotesARuleAndGivesItBackToThePolicy() {
        String[] lower = {"rules", "promote", "storage.https-only", "observe", "--reason", "not yet"};
        assertThat(as(SiteRun.VERA, lower).err()).contains("The bot answered 403: ");
        CommandRun lowered = as(SiteRun.PAT, lower);
        assertThat(lowered.exit()).as(lowered.err()).isZero();
        assertThat(lowered.out()).contains("observe");
        assertThat(run.bot.desk.stages().find("storage.https-only"))
                .hasValueSatisfying(stage -> assertThat(stage.reason()).isEqualTo("not yet"));

        assertThat(as(SiteRun.PAT, "rules", "promote", "storage.https-only", "policy", "--reason", "ready")
                        .exit())
                .isZero();
        assertThat(run.bot.desk.stages().find("storage.https-only")).isEmpty();
        CommandRun unknown = as(SiteRun.PAT, "rules", "promote", "storage.https-only", "always", "--reason", "x");
        assertThat(unknown.exit()).isEqualTo(2);
        assertThat(unknown.err()).contains("'mode' must be one of");
    }

    @Test
    void findsTheTrailWhole() {
        run.waiting();
        CommandRun verified = as(SiteRun.PAT, "audit", "verify");
        assertThat(verified.exit()).isZero();
        assertThat(verified.out()).startsWith("The audit trail is whole.\n").containsPattern("Last link: \\d+:");

        CommandRun other = as(SiteRun.PAT, "audit", "verify", "--known", "1:" + "0".repeat(64));
        assertThat(other.exit()).isOne();
        assertThat(other.out()).startsWith("The audit trail is NOT whole.\n- ");
    }

    @Test
    void exportsTheSameToTheScreenAndToAFile(@TempDir Path folder) throws IOException {
        run.waiting();
        Path file = folder.resolve("trail.csv");
        String json = as(SiteRun.PAT, "audit", "export").out();
        String csv = as(SiteRun.PAT, "audit", "export", "--format", "csv").out();

        assertThat(as(SiteRun.PAT, "audit", "export", "--format", "csv", "--out", file.toString())
                        .exit())
                .isZero();
        assertThat(file).hasContent(csv);
        assertThat(csv.lines().count()).isEqualTo(json.lines().count() + 1);
        assertThat(json.lines())
                .hasSize(1)
                .allSatisfy(line -> assertThat(Samples.json(line).isObject()).isTrue());
    }

    @Test
    void saysThatTheFileCannotBeWritten(@TempDir Path folder) {
        CommandRun refused = as(SiteRun.PAT, "audit", "export", "--out", folder.toString());
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).startsWith("driftwarden audit export: The file cannot be written: " + folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"poison", "audit", "rules", "infra"})
    void namesTheCommandsOfAGroup(String group) {
        CommandRun named = CommandRun.of(group);
        assertThat(named.exit()).isZero();
        assertThat(named.out()).contains("Usage: driftwarden " + group, "Commands:");
    }
}
