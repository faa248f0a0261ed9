package dev.driftwarden.azure;

import java.util.Locale;

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

    /** How it is written in {@code DRIFTWARDEN_CREDENTIAL}. */
    public String settingValue() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
