package dev.driftwarden.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.rule.RuleInfo;
import dev.driftwarden.rule.load.Frameworks;
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
record FrameworkCoverage(
        String framework, Map<String, List<String>> rulesByControl, Map<String, String> titles, boolean complete) {

    static FrameworkCoverage of(String framework, List<RuleInfo> rules) {
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

    private long covered() {
        return rulesByControl.values().stream()
                .filter(rules -> !rules.isEmpty())
                .count();
    }

    Table table() {
        List<String> headings =
                titles.isEmpty() ? List.of("control", "rules") : List.of("control", "asks for", "rules");
        return new Table(
                headings, rulesByControl.keySet().stream().map(this::row).toList());
    }

    private List<String> row(String control) {
        List<String> found = rulesByControl.getOrDefault(control, List.of());
        String rules = found.isEmpty() ? "(not covered)" : String.join(" ", found);
        return titles.isEmpty() ? List.of(control, rules) : List.of(control, titles.getOrDefault(control, ""), rules);
    }

    /** One line for people; nothing in a format for programs. */
    String summary(RulesListCommand.Format format) {
        if (format == RulesListCommand.Format.CSV) {
            return "";
        }
        return complete
                ? String.format("%n%s: %d of %d controls covered%n", framework, covered(), rulesByControl.size())
                : String.format("%n%s: %d controls covered%n", framework, covered());
    }

    String json() {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        all.put("framework", framework);
        all.put("covered", covered());
        all.put("known", rulesByControl.size());
        all.put("complete", complete);
        ObjectNode controls = all.putObject("controls");
        rulesByControl.forEach((control, rules) -> {
            var array = controls.putArray(control);
            rules.forEach(array::add);
        });
        if (!titles.isEmpty()) {
            ObjectNode words = all.putObject("titles");
            titles.forEach(words::put);
        }
        return RuleListing.text(all);
    }
}
