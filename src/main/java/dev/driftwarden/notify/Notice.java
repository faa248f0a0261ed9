package dev.driftwarden.notify;

import dev.driftwarden.finding.FindingId;
import dev.driftwarden.policy.NoticeKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that people may be told. What it is about is read when it is delivered, so that it never shows an old state.
 *
 * @param id the same for a repeated notice
 * @param findingId null when it is about the bot as a whole
 * @param title one line; may hold text from outside
 * @param text one or a few sentences; may hold text from outside
 */
public record Notice(
        String id, NoticeKind kind, Instant at, @Nullable FindingId findingId, String title, String text) {
    private static final int LONGEST_TITLE = 300;
    private static final int LONGEST_TEXT = 2_000;

    /** Longer texts are cut. */
    public Notice {
        title = cut(title, LONGEST_TITLE);
        text = cut(text, LONGEST_TEXT);
    }

    private static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 2)) ? longest - 2 : longest - 1;
        return text.substring(0, end) + "…";
    }
}
