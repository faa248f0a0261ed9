package dev.driftwarden.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bot's controls.
 *
 * @param killSwitch who turned it on, when and why; null when it is off
 * @param freezes times in which nothing is written, in file order
 */
public record ControlsView(@Nullable String killSwitch, boolean admin, List<FreezeView> freezes) {
    public ControlsView {
        freezes = List.copyOf(freezes);
    }

    /**
     * A time in which nothing is written.
     *
     * @param until when the present one ends; null when it is not frozen now
     */
    public record FreezeView(
            String name, String times, @Nullable Moment until) {}
}
