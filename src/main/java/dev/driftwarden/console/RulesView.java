package dev.driftwarden.console;

import java.util.List;

/**
 * The rules, by service.
 *
 * @param lead how many there are
 * @param filter as it is to be shown
 */
public record RulesView(String lead, RuleFilter filter, List<String> services, List<String> modes, List<Group> groups) {
    public RulesView {
        services = List.copyOf(services);
        modes = List.copyOf(modes);
        groups = List.copyOf(groups);
    }

    /** The rules of one service. */
    public record Group(String service, List<Entry> rules) {
        public Group {
            rules = List.copyOf(rules);
        }
    }
}
