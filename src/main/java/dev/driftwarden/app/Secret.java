package dev.driftwarden.app;

/**
 * A text that must not be seen. It prints as {@code ***}; two secrets are equal when their values are.
 *
 * @param reveal the value, for the one call that needs it
 */
public record Secret(String reveal) {

    @Override
    public String toString() {
        return "***";
    }
}
