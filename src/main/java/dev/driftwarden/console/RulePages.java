package dev.driftwarden.console;

import dev.driftwarden.console.RuleView.Choice;
import dev.driftwarden.engine.Answer;
import dev.driftwarden.engine.StageDesk;
import dev.driftwarden.ledger.RuleStage;
import dev.driftwarden.ledger.ShadowEntry;
import dev.driftwarden.ledger.ShadowTally;
import dev.driftwarden.policy.Policy;
import dev.driftwarden.rule.Mode;
import dev.driftwarden.rule.RuleInfo;
import dev.driftwarden.site.Form;
import dev.driftwarden.site.Shown;
import dev.driftwarden.site.SiteParts;
import dev.driftwarden.site.Urls;
import dev.driftwarden.store.Page;
import dev.driftwarden.web.WebResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rules in force, how far each may go, and what it would have done. */
final class RulePages {

    private final SiteParts parts;
    private final Replies replies;
    private final StageDesk stages;

    RulePages(SiteParts parts, Replies replies) {
        this.parts = parts;
        this.replies = replies;
        this.stages = new StageDesk(parts.desk());
    }

    Section section() {
        return Section.of("rules", "Rules", 50)
                .page("/rules", new RuleListPage(parts, replies, this::tallies)::show)
                .page("/rules/{id}", this::one)
                .action("/rules/{id}/stage", this::stage)
                .notice("staged", "The rule's stage is set.");
    }

    private Duration window() {
        return parts.desk().policy().get().promotions().shadow();
    }

    private Map<String, ShadowTally> tallies(Visit visit) {
        return parts.desk().shadow().tallies(window(), visit.now());
    }

    private WebResponse one(Visit visit) {
        return parts.desk()
                .rules()
                .get()
                .find(visit.variable("id"))
                .map(rule -> replies.page(
                        visit, "rule", Shown.text(rule.title(), Shown.LINE), /* live= */ false, view(rule, visit)))
                .orElseGet(() -> replies.notFound(visit.person()));
    }

    private RuleView view(RuleInfo rule, Visit visit) {
        Policy policy = parts.desk().policy().get();
        Optional<RuleStage> stage = parts.desk().stages().find(rule.id());
        Mode standard = policy.defaultMode().atMost(rule.mode());
        Mode furthest = stages.furthest(rule.id());
        boolean admin = parts.mayAdminister(visit.person());
        return new RuleView(
                rule.id(),
                Shown.text(rule.title(), Shown.LINE),
                rule.severity().toString(),
                rule.id() + " · " + rule.type(),
                rule.mode().toString(),
                policy.modes().stream()
                        .filter(line -> line.rules().matcher(rule.id()).matches())
                        .map(SettingsPages::line)
                        .toList(),
                standard.toString(),
                stage.map(set -> said(set, visit.now())).orElse(null),
                furthest.toString(),
                admin ? choices(stage.map(RuleStage::mode).orElse(standard), furthest, stage.isPresent()) : List.of(),
                admin,
                shadow(rule, visit),
                Addresses.rule(rule.id()),
                Urls.with("/console/findings", Map.of("rule", rule.id())));
    }

    private static String said(RuleStage stage, Instant now) {
        String text = stage.mode() + ", set by " + Shown.person(stage.by()) + " "
                + Moment.of(stage.since(), now).distance() + ": " + stage.reason();
        return Shown.text(text, Shown.BLOCK);
    }

    private static List<Choice> choices(Mode now, Mode furthest, boolean staged) {
        return Arrays.stream(Mode.values())
                .filter(mode -> mode.compareTo(furthest) <= 0 && (mode != now || !staged))
                .map(mode -> choice(mode, mode.compareTo(now)))
                .toList();
    }

    private static Choice choice(Mode mode, int further) {
        String verb = further > 0 ? "Promote to " : further < 0 ? "Demote to " : "Keep at ";
        return new Choice(mode.toString(), verb + mode, further > 0);
    }

    private RuleView.Shadow shadow(RuleInfo rule, Visit visit) {
        ShadowTally tally = tallies(visit).getOrDefault(rule.id(), ShadowTally.NONE);
        Page<ShadowEntry> page = parts.desk().shadow().list(rule.id(), Listing.cursor(visit), Listing.PAGE);
        return new RuleView.Shadow(
                window().toDays(),
                tally.auto(),
                tally.approve(),
                page.items().stream().map(entry -> line(entry, visit.now())).toList(),
                page.cursor() == null ? null : Urls.with(Addresses.rule(rule.id()), Map.of("cursor", page.cursor())));
    }

    private static RuleView.Line line(ShadowEntry entry, Instant now) {
        String would = entry.would() == Mode.AUTO ? "would have been written" : "would have been asked about";
        return new RuleView.Line(
                Shown.text(entry.resource().name(), Shown.LINE),
                Addresses.finding(entry.findingId().value()),
                would + "; it was " + entry.was(),
                Moment.of(entry.at(), now));
    }

    private WebResponse stage(Visit visit, Form form) {
        String id = visit.variable("id");
        if (parts.desk().rules().get().find(id).isEmpty()) {
            return replies.notFound(visit.person());
        }
        String reason = form.field("reason").strip();
        String wanted = form.field("mode");
        Optional<Mode> mode = Arrays.stream(Mode.values())
                .filter(one -> one.toString().equals(wanted))
                .findFirst();
        Optional<Answer> answer = wanted.equals("policy")
                ? Optional.of(stages.clear(id, visit.person(), reason))
                : mode.map(known -> stages.set(id, known, visit.person(), reason));
        return answer.map(given -> replies.answer(visit, given, Addresses.rule(id), "staged"))
                .orElseGet(() -> replies.notFound(visit.person()));
    }
}
