package dev.driftwarden.world.recorded;

import org.jspecify.annotations.Nullable;

/** A file that its user has to correct before anything can be judged. The message is one line: place and reason. */
public final class BadInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int MAX_REASON = 300;

    public BadInputException(Place place, @Nullable String reason) {
        this(place.toString(), reason);
    }

    /** For a file of which no line can be named, for instance one that does not exist. */
    public BadInputException(String file, @Nullable String reason) {
        super(oneLine(file) + ": " + shortened(oneLine(String.valueOf(reason))));
    }

    private static String shortened(String text) {
        return text.length() > MAX_REASON ? text.substring(0, MAX_REASON) + "…" : text;
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\R", " ").replaceAll("\\p{Cntrl}|\\p{Cf}", "?");
    }
}
