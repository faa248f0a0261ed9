package dev.driftwarden.decision;

import dev.driftwarden.policy.Exemption;
import dev.driftwarden.policy.Exemption.Source;
import dev.driftwarden.policy.ExemptionSources;
import dev.driftwarden.policy.ExemptionSources.Limits;
import dev.driftwarden.policy.TagExemption;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.Judgement;
import dev.driftwarden.rule.Mode;
import java.time.Instant;
import java.util.Optional;

/** Lets exemptions count, wherever they come from, as far as the policy allows; and says why one does not. */
final class Exempting {
    private final Situation situation;
    private final Judgement judgement;
    private final Steps steps;

    Exempting(Situation situation, Steps steps) {
        this.situation = situation;
        this.judgement = situation.judgement();
        this.steps = steps;
    }

    void apply() {
        situation.policy().exemptions().forEach(this::apply);
        situation.granted().forEach(this::apply);
        situation.tagged().forEach(this::apply);
    }

    private void apply(TagExemption tag) {
        if (tag.problem() != null) {
            steps.remark("exemption-malformed", "Tag '" + tag.tag() + "' exempts nothing: " + tag.problem() + ".");
        }
        tag.exemptions().forEach(this::apply);
    }

    private void apply(Exemption exemption) {
        if (!exemption.rules().matches(judgement.rule().id())
                || !covers(exemption.scope())
                || !Tags.match(exemption.tags(), situation.resource())) {
            return;
        }
        String who = "by " + exemption.source() + ", owner " + exemption.owner() + ", until " + exemption.until() + ": "
                + exemption.reason();
        Optional<String> refusal = refusal(exemption);
        if (!situation.now().isBefore(exemption.until())) {
            steps.remark("exemption-expired", "An exemption has expired (" + who + ").");
        } else if (refusal.isPresent()) {
            steps.remark("exemption-not-allowed", "An exemption (" + who + ") does not count: " + refusal.get());
        } else {
            steps.lower("exempt", "Exempt (" + who + ").", Mode.OBSERVE);
        }
    }

    private boolean covers(@org.jspecify.annotations.Nullable ResourceId scope) {
        return scope == null || judgement.resource().isWithin(scope);
    }

    private Optional<String> refusal(Exemption exemption) {
        ExemptionSources sources = situation.policy().exemptionSources();
        return switch (exemption.source()) {
            case POLICY -> Optional.empty();
            case TAG -> refusal(exemption, sources.tags());
            case CONSOLE -> refusal(exemption, sources.console());
            case AZURE ->
                sources.azurePolicy().covers(judgement.rule().id())
                        ? Optional.empty()
                        : Optional.of("the policy does not name its assignment.");
        };
    }

    private Optional<String> refusal(Exemption exemption, Limits limits) {
        String how = exemption.source() == Source.TAG ? "by tag" : "by console";
        if (!limits.enabled()) {
            return Optional.of("the policy allows none " + how + ".");
        }
        if (!limits.covers(judgement.rule().id())) {
            return Optional.of("the policy allows none " + how + " from this rule.");
        }
        if (!limits.covers(judgement.severity())) {
            return Optional.of("the policy allows none " + how + " of severity " + judgement.severity() + ".");
        }
        Instant since = exemption.since() == null ? situation.now() : exemption.since();
        return exemption.until().isAfter(since.plus(limits.longest()))
                ? Optional.of("it lasts longer than the " + limits.longest() + " that the policy allows.")
                : Optional.empty();
    }
}
