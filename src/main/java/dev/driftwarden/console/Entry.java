package dev.driftwarden.console;

import org.jspecify.annotations.Nullable;

/**
 * An entry of a simple list: a question, a ticket, something set aside, a rule.
 *
 * @param link where there is more; null for nowhere
 * @param severity null when it has none
 * @param facts one line of small print
 * @param body further text, folded away; empty for none
 * @param at when it came to be; null when that does not matter
 * @param outside where it is kept as well; null for nowhere
 */
public record Entry(
        String title,
        @Nullable String link,
        @Nullable String severity,
        String facts,
        String body,
        @Nullable Moment at,
        @Nullable OutsideView outside) {
    Entry(
            String title,
            @Nullable String link,
            @Nullable String severity,
            String facts,
            String body,
            @Nullable Moment at) {
        this(title, link, severity, facts, body, at, /* outside= */ null);
    }
}
