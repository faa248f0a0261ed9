package dev.driftwarden.cli;

import dev.driftwarden.policy.Policy;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code driftwarden policy lint}. */
@Command(
        name = "lint",
        description = "Checks a policy file as the bot does and reports every mistake at once.",
        mixinStandardHelpOptions = true)
final class PolicyLintCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "FILE", description = "The policy file.")
    private Path file = Path.of("");

    @Mixin
    private RuleOptions ruleOptions = new RuleOptions();

    PolicyLintCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Policy policy = PolicyFiles.read(file, ruleOptions.load(shell));
        shell.out()
                .println("No mistakes. Version " + policy.version() + ", default mode " + policy.defaultMode()
                        + "; lines: "
                        + policy.modes().size() + " modes, "
                        + policy.exemptions().size() + " exemptions, "
                        + policy.freezes().size() + " freezes, "
                        + policy.neverTouch().size() + " never-touch.");
        return 0;
    }
}
