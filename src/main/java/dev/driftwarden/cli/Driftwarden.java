package dev.driftwarden.cli;

import dev.driftwarden.check.Exit;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The root command: names the others. */
@Command(
        name = "driftwarden",
        description = "Catches configuration drift in Azure, explains it, fixes it, can undo it.",
        mixinStandardHelpOptions = true,
        versionProvider = Driftwarden.Version.class,
        synopsisSubcommandLabel = "COMMAND")
final class Driftwarden extends CommandGroup {
    private Driftwarden() {}

    /** The whole command line, ready to be executed. */
    static CommandLine in(Shell shell) {
        CommandLine commands = new CommandLine(new Driftwarden(), new VersionedFactory(shell.version()))
                .addSubcommand(new LocalCommand(shell))
                .addSubcommand(new CheckCommand(shell))
                .addSubcommand(new ScanCommand(shell))
                .addSubcommand(new ReplayCommand(shell))
                .addSubcommand(new ExplainCommand(shell))
                .addSubcommand(RulesCommand.in(shell))
                .addSubcommand(PolicyCommand.in(shell))
                .addSubcommand(PoisonCommand.in(shell))
                .addSubcommand(AuditCommand.in(shell))
                .addSubcommand(InfraCommand.in(shell))
                .addSubcommand(new PreflightCommand(shell, System.getenv()))
                .addSubcommand(new CommandLine.HelpCommand());
        return commands.setOut(shell.out())
                .setErr(shell.err())
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        shell.screen().coloured() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(new UsageMistakes())
                .setExecutionExceptionHandler(new Mistakes());
    }

    /** Prints the version. */
    static final class Version implements CommandLine.IVersionProvider {
        private final String version;

        Version(String version) {
            this.version = version;
        }

        @Override
        public String[] getVersion() {
            return new String[] {"driftwarden " + version};
        }
    }

    /** Creates what the annotations name. */
    private record VersionedFactory(String version) implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            return type == Version.class
                    ? type.cast(new Version(version))
                    : CommandLine.defaultFactory().create(type);
        }
    }

    /** Wrong arguments: one line and where to find help. */
    private static final class UsageMistakes implements CommandLine.IParameterExceptionHandler {
        @Override
        public int handleParseException(CommandLine.ParameterException mistake, String[] args) {
            String hint = mistake instanceof CommandLine.UnmatchedArgumentException unmatched
                    ? unmatched.getSuggestions().stream()
                            .findFirst()
                            .map(name -> "; did you mean '" + name + "'?")
                            .orElse("")
                    : "";
            String command = mistake.getCommandLine().getCommandSpec().qualifiedName();
            Mistakes.print(
                    mistake.getCommandLine().getErr(),
                    command + ": " + mistake.getMessage() + hint + " (try '" + command + " --help')");
            return Exit.UNUSABLE.code();
        }
    }
}
