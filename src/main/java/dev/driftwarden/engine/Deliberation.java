package dev.driftwarden.engine;

import dev.driftwarden.change.Actor;
import dev.driftwarden.decision.Decider;
import dev.driftwarden.decision.Decision;
import dev.driftwarden.decision.Situation;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.ledger.ConsoleExemption;
import dev.driftwarden.ledger.Controls.KillSwitch;
import dev.driftwarden.ledger.Hold;
import dev.driftwarden.ledger.Orders;
import dev.driftwarden.plan.Plan;
import dev.driftwarden.policy.Policy;
import dev.driftwarden.rule.GuardResult;
import dev.driftwarden.rule.Judgement;
import dev.driftwarden.rule.Mode;
import dev.driftwarden.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Gathers what a decision depends on and has it made: once when a finding is judged, and again just before it is written. */
final class Deliberation {
    private final Desk desk;
    private final TagRegister tags;

    Deliberation(Desk desk) {
        this.desk = desk;
        this.tags = new TagRegister(desk);
    }

    /**
     * A decision.
     *
     * @param shadow what would have been decided had only the mode let it; null when that is no more
     */
    record Result(Decision decision, @Nullable Mode shadow) {}

    /** Asks for locks and the like only when the answer could matter: they cost calls. */
    Result decide(Course.Seen seen, Finding finding, Optional<Plan> plan) {
        Judgement judgement = seen.judgement();
        World world = seen.world();
        AzureExemptions.Seen azure = azure(judgement, world);
        Orders orders = desk.orders().now();
        Situation known = situation(judgement, finding, seen.hold(), azure, orders, budget(finding, orders))
                .guardedBy(both(azure.guards(), unplanned(judgement, plan.isPresent())));
        tags.note(judgement, known.tagged(), finding);
        azure.shown().forEach(desk.exemptions()::seen);
        Decision first = Decider.decide(known);
        boolean mayAct = first.mode().compareTo(Mode.TICKET) > 0;
        if (!mayAct && !newInShadow(known, finding, plan)) {
            return new Result(first, null);
        }
        Situation guarded = known.guardedBy(both(azure.guards(), guards(judgement, world)));
        Decision decision = Decider.decide(guarded);
        Mode shadow = Decider.unstaged(guarded).mode();
        boolean more = shadow.compareTo(decision.mode()) > 0 && shadow.compareTo(Mode.TICKET) > 0;
        return new Result(mayAct ? decision : first, more ? shadow : null);
    }

    private List<GuardResult> guards(Judgement judgement, World world) {
        List<GuardResult> guards = new ArrayList<>(Guards.of(judgement, world));
        EmergencyAccess.objection(judgement, policy(), world).ifPresent(guards::add);
        return guards;
    }

    /** Whether a plan that was not there before is kept back by nothing but the mode, as far as is known without calls. */
    private static boolean newInShadow(Situation known, Finding finding, Optional<Plan> plan) {
        return plan.filter(made -> !made.id().equals(finding.planId())).isPresent()
                && Decider.unstaged(known).mode().compareTo(Mode.TICKET) > 0;
    }

    private AzureExemptions.Seen azure(Judgement judgement, World world) {
        return AzureExemptions.of(
                judgement,
                policy().exemptionSources().azurePolicy(),
                world,
                desk.clock().instant());
    }

    private static List<GuardResult> both(List<GuardResult> some, List<GuardResult> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    private static List<GuardResult> unplanned(Judgement judgement, boolean planned) {
        return planned || judgement.fix() == null
                ? List.of()
                : List.of(new GuardResult(
                        Mode.TICKET, "The state before the fix could not be read, so it could not be undone."));
    }

    private @Nullable String budget(Finding finding, Orders orders) {
        return orders.spent().exhausted(policy().budgets(), finding.rule(), subscription(finding));
    }

    /**
     * Why what was ordered may not be written any more: the same considerations, made again at the last moment. The budget is not
     * among them, for it is counted in the same step; neither is what Azure itself refuses.
     *
     * @param approved whether people approved it; else it was ordered without asking
     */
    Optional<String> objection(Judgement judgement, Finding finding, boolean approved) {
        World world = desk.worlds().get();
        AzureExemptions.Seen azure = azure(judgement, world);
        List<GuardResult> lockedOut =
                EmergencyAccess.objection(judgement, policy(), world).stream().toList();
        Decision now =
                Decider.decide(withoutBudget(judgement, finding, azure).guardedBy(both(azure.guards(), lockedOut)));
        Mode needed = approved ? Mode.APPROVE : Mode.AUTO;
        return now.mode().compareTo(needed) >= 0
                ? Optional.empty()
                : Optional.of(now.decisive().text());
    }

    /**
     * When the freeze ends that alone keeps an approved plan from being written; empty when there is none, or something else keeps it
     * as well.
     */
    Optional<Instant> thawsAt(Judgement judgement, Finding finding) {
        Situation now =
                withoutBudget(judgement, finding, azure(judgement, desk.worlds().get()));
        boolean otherwise = Decider.decide(now.withoutFreezes()).mode().compareTo(Mode.APPROVE) >= 0;
        return otherwise
                ? now.policy().freezes().stream()
                        .flatMap(freeze -> freeze.until(now.now(), judgement.touched()).stream())
                        .max(Instant::compareTo)
                : Optional.empty();
    }

    Optional<String> killed() {
        return desk.controls().killSwitch().map(on -> "The kill switch is on: " + text(on));
    }

    static String subscription(Finding finding) {
        return finding.resource().subscriptionId().orElse("tenant");
    }

    private Situation withoutBudget(Judgement judgement, Finding finding, AzureExemptions.Seen azure) {
        Optional<Hold> hold = desk.book().hold(finding.id());
        return situation(judgement, finding, hold, azure, desk.orders().now(), /* budget= */ null);
    }

    private Situation situation(
            Judgement judgement,
            Finding finding,
            Optional<Hold> hold,
            AzureExemptions.Seen azure,
            Orders orders,
            @Nullable String budget) {
        Instant now = desk.clock().instant();
        KillSwitch killSwitch = orders.killSwitch();
        return new Situation(
                judgement,
                policy(),
                judgement.resourceBody(),
                actor(finding),
                finding.openings(),
                orders.stages().get(finding.rule()),
                Stream.concat(
                                orders.exemptions().stream().map(ConsoleExemption::exemption),
                                azure.exemptions().stream())
                        .toList(),
                tags.read(judgement),
                killSwitch == null ? null : text(killSwitch),
                hold.filter(one -> one.until().isAfter(now))
                        .map(Deliberation::text)
                        .orElse(null),
                azure.guards(),
                budget,
                now);
    }

    private Policy policy() {
        return desk.policy().get();
    }

    private static String text(KillSwitch on) {
        return on.by() + ": " + on.reason();
    }

    private static String text(Hold hold) {
        return hold.reason() + " (" + hold.by() + ", until " + hold.until() + ")";
    }

    private static @Nullable Actor actor(Finding finding) {
        return finding.cause() == null ? null : finding.cause().actor();
    }
}
