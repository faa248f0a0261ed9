package dev.driftwarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTest {
    private static final String ACCOUNT =
            "/subscriptions/s1/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/stcontoso";

    @TempDir
    Path folder;

    @Test
    void tellsVerdictEvidenceFixAndUndo() throws IOException {
        CommandRun run = explain(ACCOUNT, "storage.https");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out())
                .contains("fail, severity high", "seen       properties.supportsHttpsTrafficOnly = false")
                .contains("fix        PATCH " + ACCOUNT + "?api-version=2023-05-01")
                .contains("{\"properties\":{\"supportsHttpsTrafficOnly\":true}}")
                .contains("may break  clients that use HTTP")
                .contains("undo       PATCH");
    }

    @Test
    void saysThatNothingIsKnownOfAResourceThatTheWorldLacks() throws IOException {
        CommandRun run = explain(ACCOUNT + "2", "storage.https");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.out()).contains("the world does not hold");
    }

    @Test
    void refusesUnknownRulesAndUnusableIds() throws IOException {
        assertThat(explain(ACCOUNT, "storage.htps").err()).contains("did you mean 'storage.https'?");
        assertThat(explain("/subscriptions/../x", "storage.https").exit()).isEqualTo(2);
    }

    private CommandRun explain(String resource, String rule) throws IOException {
        Path file = Files.writeString(
                folder.resolve("w.json"),
                "{\"id\":\"" + ACCOUNT + "\",\"properties\":{\"supportsHttpsTrafficOnly\":false}}");
        return CommandRun.of("explain", "--resource", resource, "--rule", rule, file.toString());
    }
}
