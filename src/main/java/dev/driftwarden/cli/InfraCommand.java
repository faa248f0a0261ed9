package dev.driftwarden.cli;

import dev.driftwarden.infra.EventFilters;
import dev.driftwarden.infra.GeneratedFile;
import dev.driftwarden.infra.Roles;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code driftwarden infra}: what the templates below {@code infra/} take from the rules. */
@Command(
        name = "infra",
        description = "Writes what the templates below infra/ take from the rules: `infra roles events` does both.",
        mixinStandardHelpOptions = true,
        subcommandsRepeatable = true,
        synopsisSubcommandLabel = "COMMAND...")
final class InfraCommand extends CommandGroup {
    private InfraCommand() {}

    static CommandLine in(Shell shell) {
        return new CommandLine(new InfraCommand())
                .addSubcommand(new RolesCommand(shell))
                .addSubcommand(new EventsCommand(shell));
    }

    /** {@code driftwarden infra roles}. */
    @Command(
            name = "roles",
            description = "Writes infra/roles/roles.json: the actions that reading and fixing need.",
            mixinStandardHelpOptions = true)
    static final class RolesCommand extends GenerateCommand {
        RolesCommand(Shell shell) {
            super(shell, rules -> {
                Roles roles = Roles.of(rules);
                roles.unknown()
                        .forEach(place -> shell.err()
                                .println(
                                        "no role allows this fix, because its address does not tell a type: " + place));
                return GeneratedFile.of(roles);
            });
        }
    }

    /** {@code driftwarden infra events}. */
    @Command(
            name = "events",
            description = "Writes infra/events/filters.json: the operations that Event Grid has to tell of.",
            mixinStandardHelpOptions = true)
    static final class EventsCommand extends GenerateCommand {
        EventsCommand(Shell shell) {
            super(shell, rules -> GeneratedFile.of(EventFilters.of(rules)));
        }
    }
}
