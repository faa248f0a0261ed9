package dev.driftwarden.yaml;

/**
 * One mistake.
 *
 * @param message what is wrong and, where it can be said, what would be right; one line
 */
public record Issue(Place place, String message) {

    /** {@code file:line:column: message}, the source line and a caret. */
    public String render() {
        return place + ": " + message + "\n" + place.excerpt();
    }
}
