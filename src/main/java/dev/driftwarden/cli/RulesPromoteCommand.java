package dev.driftwarden.cli;

import dev.driftwarden.check.Exit;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code driftwarden rules promote}: how far people let a rule of a running bot go. */
@Command(
        name = "promote",
        description = "Sets the stage of a rule of a running bot: how far it may go. It can lower it, too.",
        mixinStandardHelpOptions = true)
final class RulesPromoteCommand extends ApiCommand {
    @Parameters(index = "0", paramLabel = "RULE", description = "Its id, for instance storage.https-only.")
    private String rule = "";

    @Parameters(
            index = "1",
            paramLabel = "STAGE",
            description = "observe, ticket, approve or auto; policy lets the policy file alone decide again.")
    private String stage = "";

    @Option(names = "--reason", required = true, description = "Why, for the audit trail.")
    private String reason = "";

    RulesPromoteCommand(Shell shell) {
        super(shell);
    }

    @Override
    Exit run(ApiClient api) {
        String path = "/rules/" + ApiClient.encoded(rule) + "/stage";
        say(api.post(path, Map.of("mode", stage, "reason", reason)).path("done").asText());
        return Exit.CLEAN;
    }
}
