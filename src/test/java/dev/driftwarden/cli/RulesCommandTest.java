package dev.driftwarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class RulesCommandTest {

    @Test
    void listsRulesAsATable() {
        CommandRun run = CommandRun.of("rules", "list");
        assertThat(run.exit()).isZero();
        assertThat(run.out().lines().toList().get(0)).matches("id +severity +mode +type +title");
        assertThat(run.out().lines()).hasSize(4);
    }

    @Test
    void filtersByServiceSeverityAndMode() {
        assertThat(CommandRun.of("rules", "list", "--service", "storage").out().lines())
                .hasSize(3);
        assertThat(CommandRun.of("rules", "list", "--severity", "HIGH").out()).contains("storage.https");
        assertThat(CommandRun.of("rules", "list", "--severity", "high").out().lines())
                .hasSize(2);
        assertThat(CommandRun.of("rules", "list", "--mode", "ticket").out().lines())
                .hasSize(2);
    }

    @Test
    void keepsSpreadsheetsFromRunningATitle() {
        assertThat(CommandRun.of("rules", "list", "--format", "csv").out())
                .contains("storage.https,high,auto,Microsoft.Storage/storageAccounts,'=HTTP is allowed\r\n");
    }

    @Test
    void escapesMarkdown() {
        assertThat(CommandRun.of("rules", "list", "--format", "markdown").out()).contains("Containers \\| are public");
    }

    @Test
    void listsRulesAsJson() throws IOException {
        var rules = new ObjectMapper()
                .readTree(CommandRun.of("rules", "list", "--format", "json").out())
                .get("rules");
        assertThat(rules).hasSize(3);
        assertThat(rules.get(1).at("/controls/cis-azure-5.0/0").asText()).isEqualTo("9.3.4");
    }

    @Test
    void showsWhatOfAFrameworkIsNotCovered() {
        String out =
                CommandRun.of("rules", "list", "--framework", "cis-azure-5.0").out();
        assertThat(out).containsPattern("9\\.3\\.4 +storage\\.https").containsPattern("9\\.3\\.5 +\\(not covered\\)");
        assertThat(out.indexOf("9.3.4 ")).isLessThan(out.indexOf("9.3.10 "));
        assertThat(out).endsWith("cis-azure-5.0: 2 of 155 controls covered\n");
    }

    @Test
    void refusesAnUnknownFrameworkNamingTheKnownOnes() {
        CommandRun run = CommandRun.of("rules", "list", "--framework", "../x");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err())
                .contains(
                        "there is no framework '../x'; known are: cis-azure-3.0, cis-azure-4.0, cis-azure-5.0, house, mcsb, shared-responsibility");
    }

    @Test
    void showsOneRule() {
        assertThat(CommandRun.of("rules", "show", "storage.https").out())
                .contains("api-version 2023-05-01", "cis-azure-5.0", "9.3.4, 9.3.10");
        CommandRun wrong = CommandRun.of("rules", "show", "storage.htps");
        assertThat(wrong.exit()).isEqualTo(2);
        assertThat(wrong.err()).contains("did you mean 'storage.https'?").doesNotContain("Exception");
    }
}
