package dev.driftwarden.rule.load;

import dev.driftwarden.rule.RuleInfo;
import dev.driftwarden.rule.load.Frameworks.Control;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which controls of a framework which rules cover.
 *
 * @param rulesByControl every known control in the framework's order; an empty list when no rule covers it
 * @param titles what the controls ask for, by control; empty where the words are not ours to print
 * @param complete whether the framework's own list of controls is known, so that what is not covered shows
 */
public record FrameworkCoverage(
        String framework, Map<String, List<String>> rulesByControl, Map<String, String> titles, boolean complete) {

    public static FrameworkCoverage of(String framework, List<RuleInfo> rules) {
        List<Control> controls = new Frameworks().controls(framework);
        Map<String, List<String>> byControl =
                controls.isEmpty() ? new TreeMap<>(new ControlOrder()) : new LinkedHashMap<>();
        controls.forEach(control -> byControl.put(control.id(), new ArrayList<>()));
        for (RuleInfo rule : rules) {
            for (String control : rule.controls().getOrDefault(framework, List.of())) {
                byControl.computeIfAbsent(control, c -> new ArrayList<>()).add(rule.id());
            }
        }
        return new FrameworkCoverage(framework, byControl, titles(controls), !controls.isEmpty());
    }

    private static Map<String, String> titles(List<Control> controls) {
        return controls.stream()
                .filter(control -> !control.title().isEmpty())
                .collect(Collectors.toMap(Control::id, Control::title, (one, other) -> one, LinkedHashMap::new));
    }

    /** How many controls some rule covers. */
    public long covered() {
        return rulesByControl.values().stream()
                .filter(rules -> !rules.isEmpty())
                .count();
    }
}
