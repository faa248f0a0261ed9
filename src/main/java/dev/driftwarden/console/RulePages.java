package dev.driftwarden.console;

import dev.driftwarden.rule.RuleInfo;
import dev.driftwarden.site.Shown;
import dev.driftwarden.site.SiteParts;
import dev.driftwarden.site.Urls;
import dev.driftwarden.web.WebResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The rules in force. */
final class RulePages {
    private final SiteParts parts;
    private final Replies replies;

    RulePages(SiteParts parts, Replies replies) {
        this.parts = parts;
        this.replies = replies;
    }

    Section section() {
        return Section.of("rules", "Rules", 50).page("/rules", this::list);
    }

    private WebResponse list(Visit visit) {
        List<RuleInfo> all = parts.desk().rules().get().all();
        ListView view = new ListView(
                all.size()
                        + " rules are in force. The mode is the furthest that the rule's author allows; the policy decides.",
                "No rule is loaded: the bot finds nothing.",
                all.stream().map(RulePages::entry).toList(),
                null);
        return replies.page(visit, "list", "Rules", /* live= */ false, view);
    }

    private static Entry entry(RuleInfo rule) {
        String controls = new TreeMap<>(rule.controls())
                .entrySet().stream()
                        .map(one -> one.getKey() + " " + String.join(", ", one.getValue()))
                        .reduce((a, b) -> a + "\n" + b)
                        .orElse("");
        return new Entry(
                Shown.text(rule.title(), Shown.LINE),
                Urls.with("/console/findings", Map.of("rule", rule.id())),
                rule.severity().toString(),
                rule.id() + " · " + rule.type() + " · mode " + rule.mode(),
                Shown.text(controls, Shown.BLOCK),
                null);
    }
}
