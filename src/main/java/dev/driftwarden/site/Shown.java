package dev.driftwarden.site;

import java.util.regex.Pattern;

/** Makes text from outside fit to be seen: marks that hide or turn text become visible, and nothing is endless. */
public final class Shown {
    /** Enough for names, ids and single values. */
    public static final int LINE = 300;

    /** Enough for messages and bodies. */
    public static final int BLOCK = 4_000;

    private static final Pattern OBJECT_ID = Pattern.compile(" \\([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\)$");

    private Shown() {}

    /** A person as records name one, without the object id at the end, which the audit trail has. It is still to be made fit. */
    public static String person(String label) {
        return OBJECT_ID.matcher(label).replaceFirst("");
    }

    /**
     * The text with control, formatting and unpaired surrogate characters written as {@code [U+202E]}, cut at so many characters.
     * Line breaks stay. It is still to be escaped for where it goes.
     */
    public static String text(String from, int longest) {
        StringBuilder shown = new StringBuilder();
        int at = 0;
        while (at < from.length() && at < longest) {
            int point = from.codePointAt(at);
            append(point, shown);
            at += Character.charCount(point);
        }
        if (at < from.length()) {
            shown.append(" … (").append(from.length() - at).append(" more characters)");
        }
        return shown.toString();
    }

    private static void append(int point, StringBuilder shown) {
        if (harmless(point)) {
            shown.appendCodePoint(point);
        } else {
            shown.append("[U+%04X]".formatted(point));
        }
    }

    private static boolean harmless(int point) {
        if (point == '\n' || point == '\t') {
            return true;
        }
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
