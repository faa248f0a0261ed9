package dev.driftwarden.cli;

import dev.driftwarden.azure.AzureCloud;
import dev.driftwarden.azure.AzureSettings;
import dev.driftwarden.azure.CredentialChoice;
import dev.driftwarden.azure.InvalidAzureSettingsException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which tenant a command reads: that of {@code az login}, or a practice one. */
final class AzureOptions {
    @Option(names = "--cloud", defaultValue = "public", description = "public, usgovernment or china. Default: public.")
    private AzureCloud cloud = AzureCloud.PUBLIC;

    @Option(
            names = "--practice",
            paramLabel = "URL",
            description = "A practice Azure on this machine instead, as 'driftwarden local' names it; nobody signs in.")
    private @Nullable URI practice;

    AzureSettings settings(CommandSpec command) {
        try {
            return practice == null
                    ? new AzureSettings(
                            cloud,
                            CredentialChoice.AZURE_CLI,
                            cloud.armEndpoint(),
                            cloud.graphEndpoint(),
                            /* managedIdentityClientId= */ null)
                    : AzureSettings.practice(practice);
        } catch (InvalidAzureSettingsException e) {
            throw new ParameterException(
                    command.commandLine(),
                    "--practice is " + practice
                            + ", which is no address on this machine such as http://127.0.0.1:7072");
        }
    }
}
