package dev.driftwarden.console;

import dev.driftwarden.ledger.RuleStage;
import dev.driftwarden.ledger.ShadowTally;
import dev.driftwarden.rule.RuleInfo;
import dev.driftwarden.site.Parameters;
import dev.driftwarden.site.Shown;
import dev.driftwarden.site.SiteParts;
import dev.driftwarden.web.WebResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The list of the rules in force, with what each would have written. */
final class RuleListPage {
    private final SiteParts parts;
    private final Replies replies;
    private final Function<Visit, Map<String, ShadowTally>> tallies;

    /** @param tallies by rule id what it would have done; nothing where there is none */
    RuleListPage(SiteParts parts, Replies replies, Function<Visit, Map<String, ShadowTally>> tallies) {
        this.parts = parts;
        this.replies = replies;
        this.tallies = tallies;
    }

    WebResponse show(Visit visit) {
        List<RuleInfo> all = parts.desk().rules().get().all();
        List<String> services =
                all.stream().map(RuleInfo::service).distinct().sorted().toList();
        Parameters parameters = visit.parameters(RuleFilter.PARAMETERS);
        RuleFilter filter = RuleFilter.read(parameters, services);
        if (!parameters.problems().isEmpty()) {
            return replies.invalid(visit.person(), String.join(" ", parameters.problems()));
        }
        List<RuleInfo> chosen = all.stream().filter(filter::takes).toList();
        return replies.page(
                visit,
                "rules",
                "Rules",
                /* live= */ false,
                new RulesView(
                        lead(all.size(), chosen.size()),
                        new RuleFilter(Shown.text(filter.q(), Shown.LINE), filter.service(), filter.mode()),
                        services,
                        RuleFilter.MODES,
                        groups(chosen, tallies.apply(visit))));
    }

    private static String lead(int all, int chosen) {
        String shown = all == chosen ? all + " rules are in force." : chosen + " of " + all + " rules in force.";
        return shown + " The mode is the furthest that the rule's author allows; policy and stage decide.";
    }

    private List<RulesView.Group> groups(List<RuleInfo> rules, Map<String, ShadowTally> done) {
        Map<String, RuleStage> staged = parts.desk().stages().all();
        Map<String, List<Entry>> byService = rules.stream()
                .collect(Collectors.groupingBy(
                        RuleInfo::service,
                        TreeMap::new,
                        Collectors.mapping(
                                rule -> entry(rule, Optional.ofNullable(done.get(rule.id())), staged),
                                Collectors.toList())));
        return byService.entrySet().stream()
                .map(group -> new RulesView.Group(group.getKey(), group.getValue()))
                .toList();
    }

    private Entry entry(RuleInfo rule, Optional<ShadowTally> done, Map<String, RuleStage> staged) {
        String controls = new TreeMap<>(rule.controls())
                .entrySet().stream()
                        .map(one -> one.getKey() + " " + String.join(", ", one.getValue()))
                        .collect(Collectors.joining("\n"));
        String stage = Optional.ofNullable(staged.get(rule.id()))
                .map(set -> " · stage " + set.mode())
                .orElse("");
        long days = parts.desk().policy().get().promotions().shadow().toDays();
        String shadow = done.filter(tally -> tally.auto() > 0)
                .map(tally -> " · would have written " + tally.auto() + " in " + days + " days")
                .orElse("");
        return new Entry(
                Shown.text(rule.title(), Shown.LINE),
                Addresses.rule(rule.id()),
                rule.severity().toString(),
                rule.id() + " · " + rule.type() + " · mode " + rule.mode() + stage + shadow,
                Shown.text(controls, Shown.BLOCK),
                null);
    }
}
