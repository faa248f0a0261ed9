package dev.driftwarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.driftwarden.testing.SchemaSubset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFormatsTest {
    private static final String GROUP = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg";
    private static final String WORLD = """
            [
              {"id":"$/providers/Microsoft.Storage/storageAccounts/drifted","properties":{"supportsHttpsTrafficOnly":false}},
              {"list":"$/providers/Microsoft.Storage/storageAccounts/drifted/blobServices/default/containers","value":[]},
              {"id":"$/providers/Microsoft.Storage/storageAccounts/odd","properties":{"supportsHttpsTrafficOnly":"x"}},
              {"id":"$/providers/Microsoft.Web/sites/gone","properties":{}},
              {"absent":"$/providers/Microsoft.Web/sites/gone/config/web"}
            ]
            """.replace("$", GROUP);

    @TempDir
    Path folder;

    @Test
    void writesSarifThatFitsTheStandard() throws IOException {
        JsonNode log = check("sarif");
        assertThat(SchemaSubset.read("sarif-2.1.0-subset.json").problems(log)).isEmpty();
        JsonNode results = log.at("/runs/0/results");
        assertThat(results)
                .extracting(r -> r.get("kind").asText() + " " + r.get("level").asText())
                .containsExactly("pass none", "fail error", "open none", "open none", "notApplicable none");
        for (JsonNode result : results) {
            String rule = log.at("/runs/0/tool/driver/rules/"
                            + result.get("ruleIndex").asInt() + "/id")
                    .asText();
            assertThat(rule).isEqualTo(result.get("ruleId").asText());
        }
        JsonNode physical = results.get(1).at("/locations/0/physicalLocation");
        assertThat(physical.at("/region/startLine").asInt()).isEqualTo(2);
        assertThat(physical.at("/artifactLocation/uri").asText())
                .startsWith("file:/")
                .endsWith("/a%20world.json");
    }

    @Test
    void writesOcsfComplianceFindings() throws IOException {
        JsonNode findings = check("ocsf");
        assertThat(SchemaSubset.read("ocsf-1.3.0-compliance-finding-subset.json")
                        .problems(findings))
                .isEmpty();
        assertThat(findings)
                .extracting(f -> f.at("/compliance/status").asText())
                .containsExactly("Pass", "Fail", "Warning", "Warning");
        assertThat(findings).extracting(f -> f.get("severity_id").asInt()).containsExactly(1, 4, 1, 1);
        assertThat(findings.get(1).at("/compliance/requirements").toString())
                .isEqualTo("[\"cis-azure-5.0 9.3.4\",\"cis-azure-5.0 9.3.10\"]");
        assertThat(findings).extracting(f -> f.get("time").asLong()).containsOnly(1_767_225_600_000L);
    }

    private JsonNode check(String format) throws IOException {
        Path file = Files.writeString(folder.resolve("a world.json"), WORLD);
        CommandRun run = CommandRun.of("check", "--format", format, file.toString());
        assertThat(run.exit()).isEqualTo(1);
        return new ObjectMapper().readTree(run.out());
    }
}
