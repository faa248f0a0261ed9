package dev.driftwarden.ticket;

import dev.driftwarden.rule.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a ticket is to say. All texts may hold text from outside: each system's adapter encodes them for where they go.
 *
 * @param key stable and the same for every ticket about the same thing; 29 characters of {@code [0-9a-z-]}
 * @param title one line
 * @param body plain text, lines ended by {@code \n}
 * @param open whether there is still something to do
 * @param outcome why it is closed, with the evidence; empty while it is open
 * @param resource id of the resource it is about
 * @param assignee account in the outside system; null for none
 * @param link address of the finding's page; null when the bot does not know its own address
 */
public record TicketDraft(
        String key,
        String title,
        String body,
        Severity severity,
        boolean open,
        String outcome,
        String resource,
        String rule,
        @Nullable String assignee,
        @Nullable String link) {

    /** The lines of the body. */
    public List<String> lines() {
        return body.lines().toList();
    }
}
