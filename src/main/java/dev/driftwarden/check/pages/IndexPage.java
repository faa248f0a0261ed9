package dev.driftwarden.check.pages;

import static dev.driftwarden.check.pages.Markdown.code;
import static dev.driftwarden.check.pages.Markdown.escaped;

import dev.driftwarden.rule.load.RuleDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The list of all rules by service. */
final class IndexPage {
    private IndexPage() {}

    static String text(List<RuleDefinition> rules) {
        Markdown page = new Markdown();
        page.heading(1, "Rules");
        page.paragraph(
                rules.size() + " rules. How they are written: [rules.md](../rules.md). What they cover of a framework: "
                        + "`driftwarden rules list --framework cis-azure-5.0` (or `mcsb`, `shared-responsibility` …).");
        Map<String, List<RuleDefinition>> services = new TreeMap<>();
        rules.forEach(rule -> services.computeIfAbsent(rule.service(), any -> new ArrayList<>())
                .add(rule));
        services.forEach((service, some) -> {
            page.heading(2, service);
            page.table(
                    List.of("rule", "", "severity", "mode", "fix"),
                    some.stream().map(IndexPage::row).toList());
        });
        page.paragraph(RulePages.MARK + ".");
        return page.toString();
    }

    private static List<String> row(RuleDefinition rule) {
        return List.of(
                "[" + code(rule.id()) + "](" + rule.id() + ".md)",
                escaped(rule.title()),
                rule.severity().toString(),
                rule.mode().toString(),
                rule.fix() == null ? "no" : "yes");
    }
}
