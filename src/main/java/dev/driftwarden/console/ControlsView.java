package dev.driftwarden.console;

import org.jspecify.annotations.Nullable;

/**
 * The bot's controls.
 *
 * @param killSwitch who turned it on, when and why; null when it is off
 */
public record ControlsView(@Nullable String killSwitch, boolean admin) {}
