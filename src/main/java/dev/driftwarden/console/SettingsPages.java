package dev.driftwarden.console;

import dev.driftwarden.policy.Policy;
import dev.driftwarden.site.Fact;
import dev.driftwarden.site.Shown;
import dev.driftwarden.site.SiteParts;
import dev.driftwarden.web.WebResponse;
import java.util.List;
import java.util.TreeMap;

/** What policy and which rules are in force, what is wrong with newer ones, and how the bot was set up. */
final class SettingsPages {
    private final SiteParts parts;
    private final Replies replies;

    SettingsPages(SiteParts parts, Replies replies) {
        this.parts = parts;
        this.replies = replies;
    }

    Section section() {
        return Section.of("settings", "Settings", 900).page("/settings", this::show);
    }

    private WebResponse show(Visit visit) {
        Policy policy = parts.desk().policy().get();
        SettingsView view = new SettingsView(
                policy.version(),
                policy.defaultMode().toString(),
                parts.policyProblems().get().stream()
                        .map(text -> Shown.text(text, Shown.BLOCK))
                        .toList(),
                facts(policy),
                policy.modes().stream().map(SettingsPages::line).toList(),
                parts.installation().stream().map(SettingsPages::shown).toList());
        return replies.page(visit, "settings", "Settings", /* live= */ false, view);
    }

    private List<Fact> facts(Policy policy) {
        Policy.Approvals approvals = policy.approvals();
        String quorum = new TreeMap<>(approvals.quorum())
                .entrySet().stream()
                        .map(one -> one.getValue() + " for " + one.getKey())
                        .reduce((a, b) -> a + ", " + b)
                        .orElse("one for everything");
        return List.of(
                new Fact(
                        "Rules in force",
                        Integer.toString(parts.desk().rules().get().all().size())),
                new Fact("Who approves", Shown.text(approvals.role(), Shown.LINE)),
                new Fact("Approvals needed", quorum),
                new Fact(
                        "Unanswered questions become tickets after",
                        approvals.expiresAfter().toHours() + " h"),
                new Fact(
                        "Most writes an hour",
                        policy.budgets().total() + " in all, "
                                + policy.budgets().perSubscription() + " in a subscription, "
                                + policy.budgets().perRule() + " of a rule"),
                new Fact(
                        "A fight is given up after",
                        policy.flips().limit() + " times in "
                                + policy.flips().within().toHours() + " h"),
                new Fact("Freeze windows", Integer.toString(policy.freezes().size())),
                new Fact(
                        "Scopes never touched",
                        Integer.toString(policy.neverTouch().size())),
                new Fact("Exemptions", Integer.toString(policy.exemptions().size())),
                new Fact(
                        "Marks of infrastructure as code",
                        Shown.text(String.join(", ", policy.iac().tags()), Shown.LINE)));
    }

    private static Fact shown(Fact fact) {
        return new Fact(fact.name(), Shown.text(fact.value(), Shown.LINE));
    }

    static String line(Policy.ModeEntry entry) {
        StringBuilder text = new StringBuilder(entry.text());
        if (entry.scope() != null) {
            text.append(" in ").append(entry.scope());
        }
        if (!entry.tags().isEmpty()) {
            text.append(" tagged ").append(entry.tags());
        }
        if (!entry.severities().isEmpty()) {
            text.append(" of severity ").append(entry.severities());
        }
        return Shown.text(text + ": " + entry.mode(), Shown.BLOCK);
    }
}
