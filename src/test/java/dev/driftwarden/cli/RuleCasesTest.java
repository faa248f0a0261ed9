package dev.driftwarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code rules test}, with cases for the rules written by hand. */
class RuleCasesTest {
    private static final String WORLD = """
            about: HTTP was switched on
            world:
              - id: /subscriptions/s1/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/stcontoso
                properties: { supportsHttpsTrafficOnly: %s }
            expect:
            """;
    private static final String FAILING = WORLD.formatted("false") + """
              verdict: fail
              severity: high
              message-contains: HTTP is accepted
              evidence: { properties.supportsHttpsTrafficOnly: false }
              fix:
                - method: PATCH
                  apiVersion: "2023-05-01"
                  body: { properties: { supportsHttpsTrafficOnly: true } }
              undo:
                - method: PATCH
                  apiVersion: "2023-05-01"
                  body: { properties: { supportsHttpsTrafficOnly: false } }
            """;
    private static final String PASSING = WORLD.formatted("true") + "  verdict: pass\n";

    @TempDir
    Path cases;

    @Test
    void passesWhenEveryCaseHolds() throws IOException {
        write("storage.https/drifted.yaml", FAILING);
        write("storage.https/fine.yaml", PASSING);
        CommandRun run = test();
        assertThat(run.out()).isEqualTo("2 cases, 0 problems.\n");
        assertThat(run.exit()).isZero();
    }

    @Test
    void demandsAFailingAndAPassingCaseOfEachRule() throws IOException {
        write("storage.https/drifted.yaml", FAILING);
        CommandRun run = test();
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("rule storage.https has no case that expects pass");
    }

    @Test
    void refusesAnEmptySet() {
        CommandRun run = test();
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("there is no case (*.yaml) in it");
    }

    @Test
    void demandsThatAProposedFixIsStated() throws IOException {
        write("storage.https/drifted.yaml", FAILING.substring(0, FAILING.indexOf("  fix:")));
        write("storage.https/fine.yaml", PASSING);
        assertThat(test().out()).contains("fix: not stated in the case, but the rule proposes", "undo: not stated");
    }

    @Test
    void tellsEveryDifference() throws IOException {
        String wrong = FAILING.replace("severity: high", "severity: low")
                .replace("supportsHttpsTrafficOnly: true } }", "supportsHttpsTrafficOnly: 1 } }")
                .replace("HTTP is accepted", "FTP");
        write("storage.https/drifted.yaml", wrong);
        assertThat(test().out())
                .contains(
                        "severity: expected low, got high", "message: expected it to contain 'FTP'", "fix: expected [");
    }

    @Test
    void reportsEveryMistakeOfACaseFileWithItsPlace() throws IOException {
        write("storage.https/a.yaml", "world: []\nexpect: { verdict: fails, sevrity: low }\n");
        CommandRun run = test();
        assertThat(run.out()).contains("a.yaml:2:20", "a.yaml:2:27: unknown key 'sevrity'; did you mean 'severity'?");
        assertThat(run.exit()).isEqualTo(1);
    }

    @Test
    void demandsThatTheFolderBearsARulesId() throws IOException {
        write("storage.htps/a.yaml", PASSING);
        assertThat(test().out()).contains("there is no rule 'storage.htps'");
    }

    @Test
    void demandsASubjectWhenSeveralFit() throws IOException {
        String more = PASSING.replace(
                "expect:",
                "  - id: /subscriptions/s1/resourceGroups/rg/providers/"
                        + "Microsoft.Storage/storageAccounts/other\n    properties: {}\nexpect:");
        write("storage.https/a.yaml", more);
        assertThat(test().out()).contains("the world holds 2 objects of type Microsoft.Storage/storageAccounts");
    }

    @Test
    void rewritesAndStillFailsInGoldenMode() throws IOException {
        Path drifted = write("storage.https/drifted.yaml", WORLD.formatted("false") + "  verdict: pass\n");
        write("storage.https/fine.yaml", PASSING);
        assertThat(test("--update").exit()).isEqualTo(1);
        assertThat(Files.readString(drifted))
                .startsWith("about: HTTP was switched on\nworld:")
                .contains("verdict: fail");
        assertThat(test().out()).isEqualTo("2 cases, 0 problems.\n");
    }

    private CommandRun test(String... more) {
        String[] arguments = new String[3 + more.length];
        arguments[0] = "rules";
        arguments[1] = "test";
        arguments[2] = cases.toString();
        System.arraycopy(more, 0, arguments, 3, more.length);
        return CommandRun.of(arguments);
    }

    private Path write(String name, String text) throws IOException {
        Path file = cases.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
