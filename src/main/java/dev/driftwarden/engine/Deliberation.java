package dev.driftwarden.engine;

import dev.driftwarden.change.Actor;
import dev.driftwarden.decision.Decider;
import dev.driftwarden.decision.Decision;
import dev.driftwarden.decision.Situation;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.ledger.Hold;
import dev.driftwarden.policy.Policy;
import dev.driftwarden.rule.GuardResult;
import dev.driftwarden.rule.Judgement;
import dev.driftwarden.rule.Mode;
import dev.driftwarden.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gathers what a decision depends on and has it made: once when a finding is judged, and again just before it is written. */
final class Deliberation {
    private final Desk desk;

    Deliberation(Desk desk) {
        this.desk = desk;
    }

    /** Asks for locks and the like only when the answer could matter: they cost calls. */
    Decision decide(Judgement judgement, Finding finding, boolean planned, World world) {
        String budget = desk.budgets().exhausted(policy().budgets(), finding.rule(), subscription(finding));
        List<GuardResult> unplanned = planned || judgement.fix() == null
                ? List.of()
                : List.of(new GuardResult(
                        Mode.TICKET, "The state before the fix could not be read, so it could not be undone."));
        Decision first = Decider.decide(situation(judgement, finding, unplanned, budget));
        return first.mode().compareTo(Mode.TICKET) <= 0
                ? first
                : Decider.decide(situation(judgement, finding, guards(judgement, world), budget));
    }

    private List<GuardResult> guards(Judgement judgement, World world) {
        List<GuardResult> guards = new ArrayList<>(Guards.of(judgement, world));
        EmergencyAccess.objection(judgement, policy(), world).ifPresent(guards::add);
        return guards;
    }

    /**
     * Why what was ordered may not be written any more: the same considerations, made again at the last moment. The budget is not
     * among them, for it is counted in the same step; neither is what Azure itself refuses.
     *
     * @param approved whether people approved it; else it was ordered without asking
     */
    Optional<String> objection(Judgement judgement, Finding finding, boolean approved) {
        List<GuardResult> lockedOut = EmergencyAccess.objection(
                        judgement, policy(), desk.worlds().get())
                .stream()
                .toList();
        Decision now = Decider.decide(situation(judgement, finding, lockedOut, null));
        Mode needed = approved ? Mode.APPROVE : Mode.AUTO;
        return now.mode().compareTo(needed) >= 0 ? Optional.empty() : Optional.of(decisive(now));
    }

    /** The first reason that led to the mode. */
    private static String decisive(Decision decision) {
        return decision.reasons().stream()
                .filter(reason -> reason.mode() == decision.mode())
                .findFirst()
                .map(Decision.Reason::text)
                .orElseThrow();
    }

    Optional<String> killed() {
        return desk.controls().killSwitch().map(k -> "The kill switch is on: " + k.by() + ": " + k.reason());
    }

    static String subscription(Finding finding) {
        return finding.resource().subscriptionId().orElse("tenant");
    }

    private Situation situation(
            Judgement judgement, Finding finding, List<GuardResult> guards, @Nullable String budget) {
        Instant now = desk.clock().instant();
        return new Situation(
                judgement,
                policy(),
                judgement.resourceBody(),
                actor(finding),
                finding.openings(),
                desk.controls()
                        .killSwitch()
                        .map(k -> k.by() + ": " + k.reason())
                        .orElse(null),
                holdText(finding, now),
                guards,
                budget,
                now);
    }

    private Policy policy() {
        return desk.policy().get();
    }

    private @Nullable String holdText(Finding finding, Instant now) {
        return desk.book()
                .hold(finding.id())
                .filter(hold -> hold.until().isAfter(now))
                .map(Deliberation::text)
                .orElse(null);
    }

    private static String text(Hold hold) {
        return hold.reason() + " (" + hold.by() + ", until " + hold.until() + ")";
    }

    private static @Nullable Actor actor(Finding finding) {
        return finding.cause() == null ? null : finding.cause().actor();
    }
}
