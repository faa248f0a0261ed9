package dev.driftwarden.app;

import java.util.List;

/** The settings cannot be used. Its message is for a person: every mistake, one sentence a line. */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> mistakes;

    SettingsException(List<String> mistakes) {
        super("The settings cannot be used:\n- " + String.join("\n- ", mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    /** Each names the variable, what is wrong with it, and what to do. */
    public List<String> mistakes() {
        return mistakes;
    }
}
