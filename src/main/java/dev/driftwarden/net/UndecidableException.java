package dev.driftwarden.net;

/**
 * A fact that cannot be told from what was read: a value of the wrong type, an unknown word, a text that does not parse. A
 * judgement that needs the fact is an error, never compliant.
 */
public final class UndecidableException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 80;

    private final String path;

    UndecidableException(String path, String reason) {
        super(path.isEmpty() ? reason : path + ": " + reason);
        this.path = path;
    }

    /** Where in the judged JSON the fault is, for instance {@code properties.securityRules[3].properties.protocol}. */
    public String path() {
        return path;
    }

    /** The value in quotes, shortened and without control characters, fit for a message. */
    static String quoted(String text) {
        String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
        return "'" + shown.replaceAll("\\p{Cntrl}", "?") + "'";
    }
}
