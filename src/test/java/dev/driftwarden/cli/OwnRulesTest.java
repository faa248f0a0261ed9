package dev.driftwarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwarden.check.Screen;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line with the shipped rules and with rules of a person's own. */
class OwnRulesTest {
    private static final String RULES = """
            driftwarden-rules: 1
            service: house
            rules:
              - id: house.vm-size
                title: The machine is too large
                severity: low
                resource: Microsoft.Compute/virtualMachines
                api-version: "2024-03-01"
                triggers: [Microsoft.Compute/virtualMachines/write]
                # Sizes are bought by the finance team.
                fail: get(resource, 'properties.hardwareProfile.vmSize', '') == 'Standard_M416ms_v2'
                message: Nobody needs that much.
                fix: none
                ticket: Choose a smaller size.
                mode: ticket
            """;

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void judgesByARuleOfOnesOwn() throws IOException {
        Path rules = Files.writeString(folder.resolve("house.yaml"), RULES);
        Path vm = Files.writeString(folder.resolve("vm.json"), """
                {"id":"/subscriptions/s1/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm",
                 "properties":{"hardwareProfile":{"vmSize":"Standard_M416ms_v2"}}}
                """);
        assertThat(run("check", "--rule-files", rules.toString(), vm.toString()))
                .isEqualTo(1);
        assertThat(out.toString()).contains("house.vm-size", "Nobody needs that much.");
    }

    @Test
    void showsARuleAsItsAuthorWroteIt() throws IOException {
        Path rules = Files.writeString(folder.resolve("house.yaml"), RULES);
        assertThat(run("rules", "show", "--rule-files", folder.toString(), "house.vm-size"))
                .isZero();
        assertThat(out.toString())
                .contains(rules + ":4:5", "# Sizes are bought by the finance team.", "\nmode: ticket\n")
                .doesNotContain("service: house");
    }

    @Test
    void reportsAllMistakesOfRuleFilesWithPlaceAndCaret() throws IOException {
        Path rules = Files.writeString(
                folder.resolve("house.yaml"),
                RULES.replace("severity: low", "severty: low").replace("get(resource", "gett(resource"));
        assertThat(run("rules", "lint", rules.toString())).isEqualTo(2);
        assertThat(err.toString())
                .contains(rules + ":6:5: unknown key 'severty'; did you mean 'severity'?", "^")
                .contains(rules + ":11:")
                .doesNotContain("Exception");
    }

    @Test
    void findsNoMistakeInTheShippedRules() {
        assertThat(run("rules", "lint")).isZero();
        assertThat(out.toString()).endsWith("rules, no mistakes.\n");
    }

    @Test
    void writesAPageForEachRuleAndSeesWhenOneIsStale() throws IOException {
        Path rules = Files.writeString(folder.resolve("house.yaml"), RULES);
        Path pages = folder.resolve("pages");
        assertThat(run("rules", "docs", "--rule-files", rules.toString(), pages.toString()))
                .isZero();
        assertThat(pages.resolve("house.vm-size.md")).content().contains("# The machine is too large");
        assertThat(pages.resolve("README.md")).content().contains("house.vm-size.md");
        assertThat(run("rules", "docs", "--check", "--rule-files", rules.toString(), pages.toString()))
                .isZero();

        assertThat(run("rules", "docs", "--check", pages.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("STALE " + pages.resolve("house.vm-size.md"));
        assertThat(run("rules", "docs", pages.toString())).isZero();
        assertThat(pages.resolve("house.vm-size.md")).doesNotExist();
    }

    @Test
    void leavesFilesAloneThatItDidNotWrite() throws IOException {
        Path readme = Files.writeString(folder.resolve("README.md"), "# Mine");
        Path notes = Files.writeString(folder.resolve("notes.md"), "# Mine too");
        assertThat(run("rules", "docs", folder.toString())).isEqualTo(2);
        assertThat(err.toString())
                .contains("README.md", "was not made by this command")
                .doesNotContain("Exception");
        assertThat(readme).hasContent("# Mine");
        assertThat(notes).hasContent("# Mine too");
    }

    private int run(String... arguments) {
        Clock clock = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
        Shell shell = new Shell(
                InputStream.nullInputStream(),
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                new Screen(/* coloured= */ false),
                clock,
                "1.2.3",
                own -> RuleFiles.load(own, clock));
        int exit = Driftwarden.in(shell).execute(arguments);
        shell.out().flush();
        return exit;
    }
}
