package dev.driftwarden.console;

import dev.driftwarden.site.Fact;
import java.util.List;

/**
 * What is in force.
 *
 * @param problems why the newest policy file or rules are not, each with its place and a caret below it
 * @param policy what the policy in force says besides its modes
 * @param modes the policy's lines, in file order
 * @param installation how the bot was set up
 */
public record SettingsView(
        String version,
        String defaultMode,
        List<String> problems,
        List<Fact> policy,
        List<String> modes,
        List<Fact> installation) {
    public SettingsView {
        problems = List.copyOf(problems);
        policy = List.copyOf(policy);
        modes = List.copyOf(modes);
        installation = List.copyOf(installation);
    }
}
