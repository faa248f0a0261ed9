package dev.driftwarden.azure;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Whom the bot signs in as. */
public enum CredentialChoice {
    /** The function app's own identity: the choice in Azure. */
    MANAGED_IDENTITY,
    /** The person signed in with {@code az login}. */
    AZURE_CLI,
    /** Whatever azure-identity finds first. */
    DEFAULT,
    /** Nobody: no token is sent. Only for a practice tenant on this machine. */
    PRACTICE;

    /**
     * The choice of a setting's value, for instance {@code managed-identity}, in any case.
     *
     * @throws InvalidAzureSettingsException when there is none of this name
     */
    public static CredentialChoice parse(String name) {
        return Arrays.stream(values())
                .filter(choice -> choice.settingValue().equals(name.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new InvalidAzureSettingsException("DRIFTWARDEN_CREDENTIAL is '" + name
                        + "'; use one of "
                        + Arrays.stream(values())
                                .map(CredentialChoice::settingValue)
                                .collect(Collectors.joining(", "))));
    }

    private String settingValue() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
