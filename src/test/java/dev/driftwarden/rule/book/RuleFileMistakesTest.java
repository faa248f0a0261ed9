package dev.driftwarden.rule.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.driftwarden.rule.load.RuleSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuleFileMistakesTest {
    private static final Path FOLDER = Path.of("src/test/resources/dev/driftwarden/rule/book");

    private static String rendered(RuleSource... sources) {
        LoadResult result = RuleBook.load(List.of(sources), ShippedRulesTest.CLOCK, Map.of());
        return result instanceof LoadResult.Refused refused ? refused.render() + "\n" : "";
    }

    /** With -Dgolden.update=true the file is written anew, and the test fails all the same. */
    @Test
    void reportsAllMistakesOfAFileTogether() throws IOException {
        Path golden = FOLDER.resolve("broken.txt");
        String text = rendered(new RuleSource("broken.yaml", Files.readString(FOLDER.resolve("broken.yaml")), false));
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(golden, text, StandardCharsets.UTF_8);
            fail("golden file written; run again without -Dgolden.update");
        }
        assertThat(text).isEqualTo(Files.readString(golden));
    }

    private static String rule(String id, String more) {
        return """
                driftwarden-rules: 1
                service: storage
                rules:
                  - id: %s
                    title: Mine
                    severity: low
                    resource: Microsoft.Storage/storageAccounts
                    api-version: "2023-05-01"
                    triggers: [Microsoft.Storage/storageAccounts/write]
                    fail: "false"
                    message: m
                    fix: none
                    ticket: t
                    mode: ticket
                %s""".formatted(id, more);
    }

    @Test
    void aUsersRuleReplacesAShippedOneOnlyBySayingSo() {
        RuleSource shipped = new RuleSource("rules/s.yaml", rule("storage.a", ""), true);
        assertThat(rendered(shipped, new RuleSource("mine.yaml", rule("storage.a", ""), false)))
                .contains("'storage.a' is a shipped rule; say 'overrides: true' to replace it");
        assertThat(rendered(shipped, new RuleSource("mine.yaml", rule("storage.a", "    overrides: true\n"), false)))
                .isEmpty();
        assertThat(rendered(shipped, new RuleSource("mine.yaml", rule("storage.b", "    overrides: true\n"), false)))
                .contains("overrides a shipped rule that does not exist; did you mean 'storage.a'?");
    }

    @Test
    void aFileThatIsNoYamlIsOneIssue() {
        assertThat(rendered(new RuleSource("x.yaml", "rules: [", false)))
                .startsWith("x.yaml:1:")
                .contains("broken YAML");
        assertThat(rendered(new RuleSource("y.yaml", "- a\n", false)))
                .startsWith("y.yaml:1:1: expected a mapping, found a list");
    }

    @Test
    void theVersionOfARuleChangesWithItsParameters() {
        Map<String, Map<String, com.fasterxml.jackson.databind.JsonNode>> params =
                Map.of("network.nsg-ssh-open", Map.of("ports", RecordedWorld.json("[2222]")));
        String plain = RuleBook.shipped(ShippedRulesTest.CLOCK, Map.of())
                .find("network.nsg-ssh-open")
                .orElseThrow()
                .version();
        String other = RuleBook.shipped(ShippedRulesTest.CLOCK, params)
                .find("network.nsg-ssh-open")
                .orElseThrow()
                .version();
        assertThat(other).isNotEqualTo(plain);
    }
}
