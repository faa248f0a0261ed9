package dev.driftwarden.decision;

import dev.driftwarden.decision.Decision.Reason;
import dev.driftwarden.policy.Freeze;
import dev.driftwarden.policy.Policy;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.Mode;
import java.time.Instant;
import java.util.List;

/**
 * The decision function. It starts from the policy's mode and the rule's stage and lets every further consideration lower it, never
 * raise it: so whatever the order, no path leads to a write past a consideration that forbids it.
 */
public final class Decider {
    private Decider() {}

    public static Decision decide(Situation situation) {
        return decide(situation, StartingMode.reasons(situation));
    }

    /** What would be done if nothing but mode and stage had kept the rule from writing: its shadow. */
    public static Decision unstaged(Situation situation) {
        return decide(situation, List.of(new Reason("unstaged", "As if the rule were automatic.", Mode.AUTO)));
    }

    private static Decision decide(Situation situation, List<Reason> start) {
        Steps steps = new Steps(start);
        new Exempting(situation, steps).apply();
        held(situation, steps);
        neverTouched(situation, steps);
        fixable(situation, steps);
        guarded(situation, steps);
        ownedByCode(situation, steps);
        fighting(situation, steps);
        frozen(situation, steps);
        overBudget(situation, steps);
        killed(situation, steps);
        return steps.decision();
    }

    private static void held(Situation situation, Steps steps) {
        if (situation.hold() != null) {
            steps.lower("held", "Held: " + situation.hold(), Mode.OBSERVE);
        }
    }

    private static void neverTouched(Situation situation, Steps steps) {
        for (ResourceId scope : situation.policy().neverTouch()) {
            if (situation.judgement().touched().stream().anyMatch(touched -> touched.isWithin(scope))) {
                steps.lower("never-touch", "The policy forbids every write below " + scope + ".", Mode.TICKET);
            }
        }
    }

    private static void fixable(Situation situation, Steps steps) {
        if (situation.judgement().fix() == null) {
            steps.lower("no-fix", "The rule has no fix that can be computed here.", Mode.TICKET);
        } else if (!situation.judgement().fix().reversible()) {
            steps.lower("irreversible", "The fix cannot be undone, so a person decides.", Mode.APPROVE);
        }
    }

    private static void guarded(Situation situation, Steps steps) {
        situation.judgement().guards().forEach(guard -> steps.lower("guard", guard.because(), guard.atMost()));
        situation.guards().forEach(guard -> steps.lower("guard", guard.because(), guard.atMost()));
    }

    private static void ownedByCode(Situation situation, Steps steps) {
        Policy.IacOwnership iac = situation.policy().iac();
        for (String tag : iac.tags()) {
            if (Tags.has(tag, situation.resource())) {
                steps.lower("iac-owned", "Tag '" + tag + "' says that code owns it: change the code.", Mode.TICKET);
                return;
            }
        }
        if (situation.actor() != null
                && (iac.identities().contains(String.valueOf(situation.actor().applicationId()))
                        || iac.identities()
                                .contains(String.valueOf(situation.actor().objectId())))) {
            steps.lower("iac-owned", "A known pipeline made the change: change the code.", Mode.TICKET);
        }
    }

    private static void fighting(Situation situation, Steps steps) {
        Policy.Flips flips = situation.policy().flips();
        Instant since = situation.now().minus(flips.within());
        long recent =
                situation.recentOpenings().stream().filter(since::isBefore).count();
        if (recent >= flips.limit()) {
            steps.lower(
                    "fight",
                    "It came back " + recent + " times within " + flips.within() + ": fixing again would only fight.",
                    Mode.TICKET);
        }
    }

    private static void frozen(Situation situation, Steps steps) {
        for (Freeze freeze : situation.policy().freezes()) {
            freeze.until(situation.now(), situation.judgement().touched())
                    .ifPresent(end -> steps.lower(
                            "frozen", "Freeze '" + freeze.name() + "' lasts until " + end + ".", Mode.TICKET));
        }
    }

    private static void overBudget(Situation situation, Steps steps) {
        if (situation.budget() != null) {
            steps.lower("over-budget", situation.budget(), Mode.APPROVE);
        }
    }

    private static void killed(Situation situation, Steps steps) {
        if (situation.killSwitch() != null) {
            steps.lower("kill-switch", "The kill switch is on: " + situation.killSwitch(), Mode.OBSERVE);
        }
    }
}
