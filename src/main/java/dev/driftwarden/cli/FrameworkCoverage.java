package dev.driftwarden.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.rule.RuleInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which controls of a framework which rules cover.
 *
 * @param rulesByControl every known control in the order of its numbers; an empty list when no rule covers it
 * @param complete whether the framework's own list of controls is known, so that what is not covered shows
 */
record FrameworkCoverage(String framework, Map<String, List<String>> rulesByControl, boolean complete) {

    static FrameworkCoverage of(String framework, List<RuleInfo> rules) {
        Map<String, List<String>> byControl = new TreeMap<>(new ControlOrder());
        List<String> controls = FrameworkControls.of(framework);
        controls.forEach(control -> byControl.put(control, new ArrayList<>()));
        for (RuleInfo rule : rules) {
            for (String control : rule.controls().getOrDefault(framework, List.of())) {
                byControl.computeIfAbsent(control, c -> new ArrayList<>()).add(rule.id());
            }
        }
        return new FrameworkCoverage(framework, byControl, !controls.isEmpty());
    }

    private long covered() {
        return rulesByControl.values().stream()
                .filter(rules -> !rules.isEmpty())
                .count();
    }

    Table table() {
        return new Table(
                List.of("control", "rules"),
                rulesByControl.entrySet().stream()
                        .map(e -> List.of(
                                e.getKey(), e.getValue().isEmpty() ? "(not covered)" : String.join(" ", e.getValue())))
                        .toList());
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
        return RuleListing.text(all);
    }
}
