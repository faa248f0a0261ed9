package dev.driftwarden.decision;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.change.Actor;
import dev.driftwarden.ledger.RuleStage;
import dev.driftwarden.policy.Exemption;
import dev.driftwarden.policy.Policy;
import dev.driftwarden.policy.TagExemption;
import dev.driftwarden.rule.GuardResult;
import dev.driftwarden.rule.Judgement;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything a decision depends on.
 *
 * @param judgement a failing one
 * @param resource the body, for its tags; null when it could not be read
 * @param actor who made the change; null when no event told of it
 * @param recentOpenings when the finding was opened or reopened, newest last
 * @param stage how far people let the rule go; null when they said nothing
 * @param granted exemptions from the console and from Azure Policy that may be about this finding
 * @param tagged what the resource's tags say about exemptions
 * @param killSwitch why it is on; null when it is off
 * @param hold why the finding is held; null when it is not
 * @param guards general reasons to be careful (locks, managed resource groups), besides the rule's own
 * @param budget whether a write fits into what is left of this hour; the text names the exhausted budget, null when it fits
 */
public record Situation(
        Judgement judgement,
        Policy policy,
        @Nullable JsonNode resource,
        @Nullable Actor actor,
        List<Instant> recentOpenings,
        @Nullable RuleStage stage,
        List<Exemption> granted,
        List<TagExemption> tagged,
        @Nullable String killSwitch,
        @Nullable String hold,
        List<GuardResult> guards,
        @Nullable String budget,
        Instant now) {
    public Situation {
        recentOpenings = List.copyOf(recentOpenings);
        granted = List.copyOf(granted);
        tagged = List.copyOf(tagged);
        guards = List.copyOf(guards);
    }

    /** The same with what the general guards say. */
    public Situation guardedBy(List<GuardResult> seen) {
        return copy(policy, seen);
    }

    /** The same as if there were no freezes. */
    public Situation withoutFreezes() {
        return copy(policy.withFreezes(List.of()), guards);
    }

    private Situation copy(Policy inForce, List<GuardResult> seen) {
        return new Situation(
                judgement,
                inForce,
                resource,
                actor,
                recentOpenings,
                stage,
                granted,
                tagged,
                killSwitch,
                hold,
                seen,
                budget,
                now);
    }
}
