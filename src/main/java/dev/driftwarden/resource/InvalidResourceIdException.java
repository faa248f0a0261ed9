package dev.driftwarden.resource;

/** A text that cannot be used as a resource id; the message says why and quotes at most 120 characters of it. */
public final class InvalidResourceIdException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    InvalidResourceIdException(String text, String reason) {
        super("not a usable resource id: " + reason + ": '" + excerpt(text) + "'");
    }

    private static String excerpt(String text) {
        String shown = text.length() > 120 ? text.substring(0, 120) + "…" : text;
        return shown.replaceAll("\\p{Cntrl}", "?");
    }
}
