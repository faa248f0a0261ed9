package dev.driftwarden.cli;

import dev.driftwarden.check.Exit;
import dev.driftwarden.check.cases.CaseCoverage;
import dev.driftwarden.check.cases.CaseFolder;
import dev.driftwarden.check.cases.CaseOutcome;
import dev.driftwarden.check.cases.CaseRunner;
import dev.driftwarden.check.cases.GoldenCase;
import dev.driftwarden.check.cases.RuleCase;
import dev.driftwarden.rule.RuleInfo;
import dev.driftwarden.rule.Rules;
import dev.driftwarden.yaml.Issues;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code driftwarden rules test}: runs rule cases. */
@Command(
        name = "test",
        description =
                "Runs the cases of rules: <PATH>/<rule id>/<name>.yaml. Each rule that has cases needs a failing and "
                        + "a passing one.",
        mixinStandardHelpOptions = true)
final class RulesTestCommand implements Callable<Integer> {
    private final Shell shell;
    private int failures;

    @Parameters(
            arity = "0..1",
            paramLabel = "PATH",
            defaultValue = "cases",
            description = "A folder of cases, or one case. Default: cases.")
    private Path path = Path.of("cases");

    @Option(
            names = "--update",
            description =
                    "Write what came out into the cases that expected something else. They still count as failed.")
    private boolean update;

    @Mixin
    private RuleOptions ruleOptions = new RuleOptions();

    RulesTestCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        List<Path> files = CaseFolder.files(path);
        Rules rules = ruleOptions.load(shell);
        CaseRunner runner = new CaseRunner(rules);
        List<RuleCase> cases = new ArrayList<>();
        for (Path file : files) {
            read(file).ifPresent(ruleCase -> {
                cases.add(ruleCase);
                run(ruleCase, runner);
            });
        }
        if (Files.isDirectory(path)) {
            CaseCoverage.gaps(covered(rules, files), cases).forEach(this::fail);
        }
        shell.out().println(files.size() + " cases, " + failures + " problems.");
        return (failures == 0 ? Exit.CLEAN : Exit.FAILED).code();
    }

    private Optional<RuleCase> read(Path file) {
        Issues issues = new Issues();
        Optional<RuleCase> ruleCase = CaseFolder.read(file, issues);
        if (!issues.isEmpty()) {
            fail(issues.render());
        }
        return ruleCase;
    }

    private void run(RuleCase ruleCase, CaseRunner runner) {
        CaseOutcome outcome = runner.run(ruleCase);
        outcome.differences().forEach(difference -> fail(ruleCase.file() + ": " + difference));
        if (update && !outcome.holds()) {
            outcome.judgement().ifPresent(judgement -> GoldenCase.rewrite(ruleCase, judgement));
        }
    }

    private static List<RuleInfo> covered(Rules rules, List<Path> files) {
        Set<String> folders = files.stream().map(CaseFolder::ruleOf).collect(Collectors.toSet());
        return rules.all().stream().filter(rule -> folders.contains(rule.id())).toList();
    }

    private void fail(String problem) {
        failures++;
        shell.out().println(shell.screen().red("FAILED ") + problem);
    }
}
