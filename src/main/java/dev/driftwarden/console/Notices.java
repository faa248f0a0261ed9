package dev.driftwarden.console;

import dev.driftwarden.web.WebRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a page says once after something was done. The address names one of a few sentences, never a text of its own. */
final class Notices {
    static final String PARAMETER = "done";
    private static final Map<String, String> TEXTS = Map.ofEntries(
            Map.entry("approve", "Your approval is recorded. The timeline shows what follows."),
            Map.entry("reject", "Rejected: nothing is written."),
            Map.entry("undo", "Undone: the state before the fix is back."),
            Map.entry("hold", "On hold: the bot leaves it alone."),
            Map.entry("kill-switch", "The kill switch is set."),
            Map.entry("replay", "It was put back; what became of it is below."),
            Map.entry("drop", "It was dropped."),
            Map.entry("practice", "Done. Watch the findings: it is caught in a few seconds."),
            Map.entry("sweep", "The sweep has begun; its page shows how far it is."),
            Map.entry("sweep-cancel", "The sweep ends as soon as what is being worked on is finished."));

    private Notices() {}

    static @Nullable String of(WebRequest request) {
        return TEXTS.get(request.parameter(PARAMETER).orElse(""));
    }
}
