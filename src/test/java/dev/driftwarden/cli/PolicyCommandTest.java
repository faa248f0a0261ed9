package dev.driftwarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyCommandTest {
    private static final String DEV = "/subscriptions/00000000-0000-0000-0000-00000000000a";

    @TempDir
    private Path folder = Path.of("");

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("policy.yaml"), text);
    }

    @Test
    void saysWhatAGoodFileHolds() throws IOException {
        CommandRun run = CommandRun.of(
                "policy",
                "lint",
                file("modes: [ { rules: \"storage.*\", mode: approve } ]\n").toString());
        assertThat(run.exit()).isZero();
        assertThat(run.out()).startsWith("No mistakes. Version ").contains("default mode observe; lines: 1 modes,");
    }

    @Test
    void namesEveryMistakeWithItsPlace() throws IOException {
        CommandRun run = CommandRun.of(
                "policy",
                "lint",
                file("modes: [ { rules: \"storag.*\", mode: autoo } ]\nfoo: 1\n")
                        .toString());
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err())
                .contains("policy.yaml:1:", "no rule is called 'storag.*'", "autoo", "policy.yaml:2:1", "foo")
                .doesNotContain("Exception");
    }

    @Test
    void saysThatAFileIsMissing() {
        CommandRun run =
                CommandRun.of("policy", "lint", folder.resolve("none.yaml").toString());
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("none.yaml: no such file");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            --mode ticket                | storage.https      | ticket  | default mode ticket
            --scope DEV                  | storage.https      | auto    | 'storage.*' says auto
            --scope DEV                  | storage.containers | approve | lowered to the rule's own mode approve
            --scope DEV/resourceGroups/x | storage.https      | auto    | 'storage.*' says auto
            --tag Env=PROD               | web.ftps           | observe | 'web.ftps' says observe
            --scope DEV --tag env=dev    | web.ftps           | ticket  | default mode ticket
            """)
    void saysWhichModeHoldsWhereAndWhy(String options, String rule, String mode, String because) throws IOException {
        Path policy = file("""
                defaults: { mode: ticket }
                modes:
                  - { rules: "storage.*", scope: DEV, mode: auto }
                  - { rules: web.ftps, tags: { env: prod }, mode: observe }
                """.replace("DEV", DEV));
        String line = "policy modes " + policy + " --rules " + rule + " " + options.replace("DEV", DEV);
        CommandRun run = CommandRun.of(line.strip().split(" +"));
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out().lines().toList())
                .hasSize(2)
                .last()
                .asString()
                .matches(Pattern.quote(rule) + " +\\w+ +" + mode + " .*")
                .contains(because);
    }

    @Test
    void refusesAPlaceThatIsNone() throws IOException {
        CommandRun run = CommandRun.of("policy", "modes", file("{}").toString(), "--scope", "contoso");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("--scope: ");
    }
}
