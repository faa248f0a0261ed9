package dev.driftwarden.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code driftwarden rules}: the group of commands about the rules themselves. */
@Command(
        name = "rules",
        description = "Lists, shows, tests and checks rules.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class RulesCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private RulesCommand() {}

    static CommandLine in(Shell shell) {
        return new CommandLine(new RulesCommand())
                .addSubcommand(new RulesListCommand(shell))
                .addSubcommand(new RulesShowCommand(shell))
                .addSubcommand(new RulesTestCommand(shell))
                .addSubcommand(new RulesLintCommand(shell))
                .addSubcommand(new RulesDocsCommand(shell));
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
