package dev.driftwarden.engine;

import dev.driftwarden.engine.Answer.Reason;
import dev.driftwarden.engine.Answer.Refused;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingId;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.finding.Happening;
import dev.driftwarden.finding.Lifecycle;
import dev.driftwarden.ledger.Held;
import dev.driftwarden.ledger.ResourceLeases;
import dev.driftwarden.plan.Plan;
import dev.driftwarden.rule.Judgement;
import dev.driftwarden.rule.Verdict;
import dev.driftwarden.world.World;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Puts the state before a fix back, on a person's word, and then leaves the finding alone until the hold ends. A person may undo
 * while the kill switch is on: that is when it is needed.
 */
public final class UndoDesk {
    private final Desk desk;
    private final UndoWrite undoWrite;

    public UndoDesk(Desk desk) {
        this.desk = desk;
        this.undoWrite = new UndoWrite(desk);
    }

    /**
     * Undoes the last fix of a finding. Asking again after a crash finishes what was begun: a state that is back already is
     * recognised and not written again.
     *
     * @param holdFor how long the bot leaves it alone afterwards
     */
    public Answer undo(FindingId id, Person person, String reason, Duration holdFor) {
        Answer answer = tryUndo(id, new Wish(person, reason, holdFor));
        if (answer instanceof Refused refused) {
            desk.audit().append("refused", person.label(), id.value(), Map.of("reason", refused.text()));
        }
        return answer;
    }

    /** What the person wants. */
    record Wish(Person person, String reason, Duration holdFor) {}

    private Answer tryUndo(FindingId id, Wish wish) {
        Optional<Held<Finding>> held = desk.book().find(id);
        if (held.isEmpty()) {
            return new Refused(Reason.NOT_FOUND, "There is no such finding.");
        }
        String role = desk.policy().get().approvals().role();
        if (!wish.person().holds(role)) {
            return new Refused(Reason.FORBIDDEN, "Only people with the role " + role + " may undo.");
        }
        if (wish.reason().isBlank() || wish.reason().length() > 2000) {
            return new Refused(Reason.INVALID, "An undo needs a reason of at most 2,000 characters.");
        }
        Finding finding = held.get().value();
        Optional<Plan> plan =
                Optional.ofNullable(finding.planId()).flatMap(desk.book()::plan).map(Held::value);
        if (Lifecycle.next(finding.state(), Happening.UNDONE).isEmpty() || plan.isEmpty()) {
            return new Refused(Reason.CONFLICT, "The finding is " + finding.state() + "; there is no fix to undo.");
        }
        if (!plan.get().reversible()) {
            return new Refused(
                    Reason.CONFLICT, "This fix cannot be undone. " + plan.get().undoNote());
        }
        return leased(held.get(), plan.get(), wish);
    }

    private Answer leased(Held<Finding> held, Plan plan, Wish wish) {
        Optional<ResourceLeases.Taken> lease = desk.leases().take(plan.resource());
        if (lease.isEmpty()) {
            return new Refused(Reason.CONFLICT, "Something is being written to this resource right now; try again.");
        }
        ResourceLeases.Taken taken = lease.get();
        try {
            return looked(held, plan, wish);
        } finally {
            taken.close();
        }
    }

    /** An undo is only exact while the fixed state is still there. */
    private Answer looked(Held<Finding> held, Plan plan, Wish wish) {
        World world = desk.worlds().get();
        Optional<Judgement> now = desk.rules()
                .get()
                .find(plan.rule())
                .map(rule -> desk.rules().get().judge(rule, plan.resource(), world));
        Verdict verdict = now.map(Judgement::verdict).orElse(Verdict.ERROR);
        if (undoWrite.isBack(plan, world)) {
            return undoWrite.done(held, plan, wish);
        }
        boolean fixed = verdict == Verdict.PASS || verdict == Verdict.SKIP;
        if (!fixed && held.value().state() != FindingState.FAILED) {
            return new Refused(
                    Reason.STALE,
                    "The resource was changed since the fix (it is now '" + verdict + "'), so undoing is not exact.");
        }
        return undoWrite.write(held, plan, wish);
    }
}
