package dev.driftwarden.cli;

import dev.driftwarden.rule.Rules;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code driftwarden rules lint}. */
@Command(
        name = "lint",
        description = "Checks rule files together with the shipped rules and reports every mistake at once.",
        mixinStandardHelpOptions = true)
final class RulesLintCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(
            arity = "0..*",
            paramLabel = "PATH",
            description = "Rule files or folders of such. Without any, only the shipped rules are checked.")
    private List<Path> own = new ArrayList<>();

    RulesLintCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Rules rules = RuleFiles.check(own, shell.clock());
        shell.out().println(rules.all().size() + " rules, no mistakes.");
        return 0;
    }
}
