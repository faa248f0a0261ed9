package dev.driftwarden.change;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads single fields of hostile JSON: whatever does not fit is as good as missing. */
final class Fields {
    private static final int LONGEST_NAME = 256;

    private Fields() {}

    /** The text (or number, or boolean as text) at a path of field names; empty when there is none. */
    static String text(JsonNode node, String... path) {
        JsonNode at = node;
        for (String name : path) {
            at = at.path(name);
        }
        return at.isValueNode() && !at.isNull() ? at.asText().strip() : "";
    }

    /** The first non-empty text among the fields of one object. */
    static String first(JsonNode node, String... names) {
        for (String name : names) {
            String value = text(node, name);
            if (!value.isEmpty()) {
                return value;
            }
        }
        return "";
    }

    /** The text as a lower-case UUID; null when it is not one. */
    static @Nullable String uuid(String text) {
        if (text.length() != 36) {
            return null;
        }
        try {
            return UUID.fromString(text).toString().equalsIgnoreCase(text) ? text.toLowerCase(Locale.ROOT) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** A name fit for logs and pages: without control characters, at most 256 characters. */
    static String name(String text) {
        String clean = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", " ").strip();
        return clean.length() <= LONGEST_NAME ? clean : clean.substring(0, LONGEST_NAME);
    }
}
