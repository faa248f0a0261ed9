package dev.driftwarden.site;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The form of a path.
 *
 * @param text segments with {@code {names}} for those that vary, for instance {@code /findings/{id}}
 */
public record PathTemplate(String text) {

    /** The path's variables, or empty when the path is not of this form. */
    public Optional<Map<String, String>> match(String path) {
        String[] wanted = text.split("/", -1);
        String[] given = path.split("/", -1);
        if (wanted.length != given.length) {
            return Optional.empty();
        }
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i].startsWith("{")) {
                variables.put(wanted[i].substring(1, wanted[i].length() - 1), given[i]);
            } else if (!wanted[i].equals(given[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(variables);
    }

    /** Whether nothing in it varies, so that it is a path itself. */
    public boolean fixed() {
        return !text.contains("{");
    }

    @Override
    public String toString() {
        return text;
    }
}
