package dev.driftwarden.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.rule.load.FrameworkCoverage;
import java.util.List;

/** Writes which controls of a framework are covered. */
record CoverageListing(FrameworkCoverage coverage) {

    Table table() {
        List<String> headings =
                coverage.titles().isEmpty() ? List.of("control", "rules") : List.of("control", "asks for", "rules");
        return new Table(
                headings,
                coverage.rulesByControl().keySet().stream().map(this::row).toList());
    }

    private List<String> row(String control) {
        List<String> found = coverage.rulesByControl().getOrDefault(control, List.of());
        String rules = found.isEmpty() ? "(not covered)" : String.join(" ", found);
        return coverage.titles().isEmpty()
                ? List.of(control, rules)
                : List.of(control, coverage.titles().getOrDefault(control, ""), rules);
    }

    /** One line for people; nothing in a format for programs. */
    String summary(RulesListCommand.Format format) {
        if (format == RulesListCommand.Format.CSV) {
            return "";
        }
        return coverage.complete()
                ? String.format(
                        "%n%s: %d of %d controls covered%n",
                        coverage.framework(),
                        coverage.covered(),
                        coverage.rulesByControl().size())
                : String.format("%n%s: %d controls covered%n", coverage.framework(), coverage.covered());
    }

    String json() {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        all.put("framework", coverage.framework());
        all.put("covered", coverage.covered());
        all.put("known", coverage.rulesByControl().size());
        all.put("complete", coverage.complete());
        ObjectNode controls = all.putObject("controls");
        coverage.rulesByControl().forEach((control, rules) -> {
            var array = controls.putArray(control);
            rules.forEach(array::add);
        });
        if (!coverage.titles().isEmpty()) {
            ObjectNode words = all.putObject("titles");
            coverage.titles().forEach(words::put);
        }
        return RuleListing.text(all);
    }
}
