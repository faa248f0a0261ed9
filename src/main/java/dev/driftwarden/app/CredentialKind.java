package dev.driftwarden.app;

/** How the bot proves to Azure who it is. */
public enum CredentialKind {
    /** The identity of the function app. */
    MANAGED_IDENTITY("managed-identity"),
    /** The person who signed in with {@code az login}. */
    AZURE_CLI("azure-cli"),
    /** Whatever azure-identity's default chain finds. */
    DEFAULT("default"),
    /** No token at all: for the practice Azure on a loopback address only. */
    PRACTICE("practice");

    private final String setting;

    CredentialKind(String setting) {
        this.setting = setting;
    }

    /** How it is written in {@code DRIFTWARDEN_CREDENTIAL}. */
    public String setting() {
        return setting;
    }
}
