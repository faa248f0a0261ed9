package dev.driftwarden.azure;

/** Settings that no connection can be made with; the message names the setting and says what to do. */
public final class InvalidAzureSettingsException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    InvalidAzureSettingsException(String message) {
        super(message);
    }
}
