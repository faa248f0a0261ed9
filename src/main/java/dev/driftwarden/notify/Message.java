package dev.driftwarden.notify;

import dev.driftwarden.rule.Severity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a channel carries. All texts may hold text from outside: each channel encodes them for where they go.
 *
 * @param id the same for a repeated message
 * @param kind that of the notice, or {@code digest}
 * @param severity null when it is about the bot as a whole or about several findings
 * @param facts what a person needs to know, most important first
 * @param changes what the fix changes, one line each
 * @param lines what a digest consists of
 * @param link address of the page that shows it; null when the bot does not know its own address
 * @param question the plan that waits for an answer; null when nothing is asked
 */
public record Message(
        String id,
        String kind,
        Instant at,
        @Nullable Severity severity,
        String title,
        String text,
        List<Fact> facts,
        List<String> changes,
        List<String> lines,
        @Nullable String link,
        @Nullable Question question) {
    public Message {
        facts = List.copyOf(facts);
        changes = List.copyOf(changes);
        lines = List.copyOf(lines);
    }

    /** One fact. */
    public record Fact(String name, String value) {}

    /** What an answer has to name. */
    public record Question(String planId, String planHash) {}
}
