package dev.driftwarden.report;

import dev.driftwarden.rule.RuleInfo;
import dev.driftwarden.rule.load.FrameworkCoverage;
import java.util.List;
import java.util.Map;

/**
 * How a tenant stands against one framework, as far as the rules see.
 *
 * @param controls in the framework's order, also those that no rule covers
 */
public record Standing(String framework, List<Control> controls) {
    public Standing {
        controls = List.copyOf(controls);
    }

    /**
     * One thing that the framework asks for.
     *
     * @param title in words; empty where the words are not ours to print
     * @param rules that cover it; empty when none does, and then nothing is known
     * @param open how many findings of these rules are open
     */
    public record Control(String id, String title, List<String> rules, long open) {
        public Control {
            rules = List.copyOf(rules);
        }

        /** {@code met}, {@code failing} or {@code not covered}. */
        public String status() {
            if (rules.isEmpty()) {
                return "not covered";
            }
            return open == 0 ? "met" : "failing";
        }
    }

    /** @param openByRule how many findings of a rule are open, by rule id */
    static Standing of(String framework, List<RuleInfo> rules, Map<String, Long> openByRule) {
        FrameworkCoverage coverage = FrameworkCoverage.of(framework, rules);
        List<Control> controls = coverage.rulesByControl().entrySet().stream()
                .map(one -> new Control(
                        one.getKey(),
                        coverage.titles().getOrDefault(one.getKey(), ""),
                        one.getValue(),
                        one.getValue().stream()
                                .mapToLong(rule -> openByRule.getOrDefault(rule, 0L))
                                .sum()))
                .toList();
        return new Standing(framework, controls);
    }

    public long covered() {
        return controls.stream().filter(one -> !one.rules().isEmpty()).count();
    }

    public long met() {
        return controls.stream().filter(one -> one.status().equals("met")).count();
    }
}
