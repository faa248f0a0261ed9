package dev.driftwarden.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code driftwarden policy}: the group of commands about the policy file. */
@Command(
        name = "policy",
        description = "Checks a policy file and says what it comes to.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class PolicyCommand extends CommandGroup {
    private PolicyCommand() {}

    static CommandLine in(Shell shell) {
        return new CommandLine(new PolicyCommand())
                .addSubcommand(new PolicyLintCommand(shell))
                .addSubcommand(new PolicyModesCommand(shell));
    }
}
