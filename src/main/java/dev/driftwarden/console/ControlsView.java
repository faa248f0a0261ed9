package dev.driftwarden.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bot's controls.
 *
 * @param killSwitch who turned it on, when and why; null when it is off
 * @param modes the policy's lines, in file order
 */
public record ControlsView(
        @Nullable String killSwitch,
        boolean admin,
        String policyVersion,
        String defaultMode,
        List<String> modes,
        List<FreezeView> freezes,
        List<String> policyProblems) {
    public ControlsView {
        modes = List.copyOf(modes);
        freezes = List.copyOf(freezes);
        policyProblems = List.copyOf(policyProblems);
    }

    /**
     * A time in which nothing is written.
     *
     * @param until when the present one ends; null when it is not frozen now
     */
    public record FreezeView(
            String name, String times, @Nullable Moment until) {}
}
