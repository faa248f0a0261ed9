package dev.driftwarden.policy;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of the setting that holds a secret. Every such name begins with {@value #PREFIX}, so that a policy file cannot send any
 * other setting of the app to an outside system.
 */
public record SecretName(String value) {
    public static final String PREFIX = "DRIFTWARDEN_SECRET_";

    private static final Pattern FORM = Pattern.compile(PREFIX + "[A-Z0-9_]{1,60}");

    /** The name in this text, or empty when it is none. */
    public static Optional<SecretName> tryParse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new SecretName(text)) : Optional.empty();
    }
}
