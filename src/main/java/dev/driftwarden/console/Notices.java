package dev.driftwarden.console;

import dev.driftwarden.web.WebRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a page says once after something was done. The address names one of a few sentences, never a text of its own. */
final class Notices {
    static final String PARAMETER = "done";
    private static final Map<String, String> TEXTS = Map.of(
            "approve", "Your approval is recorded. The timeline shows what follows.",
            "reject", "Rejected: nothing is written.",
            "undo", "Undone: the state before the fix is back.",
            "hold", "On hold: the bot leaves it alone.",
            "kill-switch", "The kill switch is set.",
            "replay", "It was put back; what became of it is below.",
            "drop", "It was dropped.",
            "baseline", "Accepted. Its finding closes with the next look, in a few seconds.",
            "practice", "Done. Watch the findings: it is caught in a few seconds.");

    private Notices() {}

    static @Nullable String of(WebRequest request) {
        return TEXTS.get(request.parameter(PARAMETER).orElse(""));
    }
}
