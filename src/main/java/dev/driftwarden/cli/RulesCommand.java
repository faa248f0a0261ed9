package dev.driftwarden.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code driftwarden rules}: the group of commands about the rules themselves. */
@Command(
        name = "rules",
        description = "Lists, shows, tests and checks rules, and says how far a running bot may go with one.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class RulesCommand extends CommandGroup {
    private RulesCommand() {}

    static CommandLine in(Shell shell) {
        return new CommandLine(new RulesCommand())
                .addSubcommand(new RulesListCommand(shell))
                .addSubcommand(new RulesShowCommand(shell))
                .addSubcommand(new RulesTestCommand(shell))
                .addSubcommand(new RulesLintCommand(shell))
                .addSubcommand(new RulesDocsCommand(shell))
                .addSubcommand(new RulesPromoteCommand(shell));
    }
}
