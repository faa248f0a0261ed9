package dev.driftwarden.change;

import java.util.regex.Pattern;

/** The part of a rejected event that is kept for a person to look at, with everything that looks like a secret taken out. */
final class Excerpt {
    static final int LENGTH = 2_000;

    /** Redaction looks further than the cut, so that a secret crossing the cut is still recognised. */
    private static final int WINDOW = 4 * LENGTH;

    private static final String MASK = "***";

    private Excerpt() {}

    static String of(String event) {
        String window = event.length() <= WINDOW ? event : event.substring(0, WINDOW);
        String redacted = redact(window);
        return redacted.length() <= LENGTH ? redacted : redacted.substring(0, LENGTH);
    }

    private static String redact(String text) {
        String result = Rules.JWT.matcher(text).replaceAll(MASK);
        result = Rules.BEARER.matcher(result).replaceAll("$1" + MASK);
        result = Rules.PARAMETER.matcher(result).replaceAll("$1" + MASK);
        return Rules.FIELD.matcher(result).replaceAll("$1" + MASK + "$2");
    }

    /** Compiled when the first event is rejected, which on a good day is never. */
    private static final class Rules {
        private static final String SECRET_NAME = "(?:[\\w.-]*(?:token|secret|password|passwd|pwd|signature|credential"
                + "|accountkey|accesskey|sharedkey|apikey|api_key|primarykey|secondarykey|connectionstring|authorization"
                + "|validationcode|validationurl)|sig|code|key)";

        /** Three base64url parts, or the beginning of them when the text ends before. */
        static final Pattern JWT = Pattern.compile("eyJ[\\w-]{8,}(?:\\.[\\w-]*){0,2}");

        static final Pattern BEARER =
                Pattern.compile("(?i)\\b((?:bearer|basic|sharedaccesssignature)\\s+)[^\\s\",]{6,}");

        /** {@code sig=…} in a query, {@code AccountKey=…} in a connection string. */
        static final Pattern PARAMETER = Pattern.compile("(?i)(\\b" + SECRET_NAME + "=)[^&;\\s\"\\\\]+");

        /** {@code "access_token":"…"}, also inside a JSON string where quotes are escaped. An object is not a secret. */
        static final Pattern FIELD = Pattern.compile(
                "(?i)(\\\\*\"" + SECRET_NAME + "\\s?\\\\*\"\\s*:\\s*\\\\*\")[^\"\\\\]*(\\\\*\"|\\\\|$)");

        private Rules() {}
    }
}
