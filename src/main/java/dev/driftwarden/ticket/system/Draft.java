package dev.driftwarden.ticket.system;

import dev.driftwarden.site.Shown;
import dev.driftwarden.ticket.TicketDraft;

/** The texts of a draft, fit to be seen; still to be encoded for where they go. */
final class Draft {
    private static final int LONGEST_BODY = 30_000;

    private Draft() {}

    /** On one line, at most so long. */
    static String title(TicketDraft draft, int longest) {
        String line = Shown.text("[Driftwarden] " + draft.title(), longest).replaceAll("\\s+", " ");
        return line.length() > longest ? line.substring(0, longest - 1) + "…" : line;
    }

    static String body(TicketDraft draft) {
        return Shown.text(draft.body(), LONGEST_BODY);
    }

    /** What is added to the history. */
    static String outcome(TicketDraft draft) {
        return Shown.text(draft.outcome(), LONGEST_BODY);
    }

    static String reopened() {
        return "It has come back.";
    }
}
