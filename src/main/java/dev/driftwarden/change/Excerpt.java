package dev.driftwarden.change;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of a rejected event or message that is kept for a person to look at, with everything that looks like a secret taken out. */
public final class Excerpt {
    static final int LENGTH = 2_000;

    /** Redaction looks further than the cut, so that a secret crossing the cut is still recognised. */
    private static final int WINDOW = 4 * LENGTH;

    private static final String MASK = "***";

    private Excerpt() {}

    /** The beginning of a text, at most 2,000 characters, without what looks like a secret. */
    public static String of(String event) {
        String window = event.length() <= WINDOW ? event : event.substring(0, WINDOW);
        String redacted = redact(window);
        return redacted.length() <= LENGTH ? redacted : redacted.substring(0, LENGTH);
    }

    private static String redact(String text) {
        String result = Patterns.JWT.matcher(text).replaceAll(MASK);
        result = Patterns.BEARER.matcher(result).replaceAll("$1" + MASK);
        result = Patterns.PARAMETER.matcher(result).replaceAll(Excerpt::masked);
        return Patterns.FIELD.matcher(result).replaceAll(Excerpt::masked);
    }

    /** The match without its value when its name is that of a secret. Group 1 is what stands before the value, 2 the name. */
    private static String masked(MatchResult match) {
        boolean secret = Patterns.SECRET_NAME.matcher(match.group(2)).find();
        return Matcher.quoteReplacement(secret ? match.group(1) + MASK : match.group());
    }

    /**
     * Compiled when the first event is rejected, which on a good day is never. No pattern tries a stretch of text twice: the
     * text is hostile.
     */
    private static final class Patterns {
        static final Pattern SECRET_NAME =
                Pattern.compile("(?i)(?:token|secret|password|passwd|pwd|signature|credential"
                        + "|accountkey|accesskey|sharedkey|apikey|api_key|primarykey|secondarykey|connectionstring|authorization"
                        + "|validationcode|validationurl)$|^(?:sig|code|key)$");

        /** Three base64url parts, or the beginning of them when the text ends before. */
        static final Pattern JWT = Pattern.compile("eyJ[\\w-]{8,}+(?:\\.[\\w-]*+){0,2}");

        static final Pattern BEARER =
                Pattern.compile("(?i)\\b((?:bearer|basic|sharedaccesssignature)\\s)\\s*+[^\\s\",]{6,}+");

        /** {@code sig=…} in a query, {@code AccountKey=…} in a connection string. */
        static final Pattern PARAMETER = Pattern.compile("(?<![\\w.-])(([\\w.-]++)=)[^&;\\s\"\\\\]++");

        /** {@code "access_token":"…"}, also inside a JSON string where quotes are escaped. An object is not a secret. */
        static final Pattern FIELD = Pattern.compile(
                "(\"([\\w.-]++)\\s?\\\\*+\"\\s*+:\\s*+\\\\*+\")[^\"\\\\]*+(?:\\\\[^\"][^\"\\\\]*+){0,200}+");

        private Patterns() {}
    }
}
