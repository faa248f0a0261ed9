package dev.driftwarden.engine;

import dev.driftwarden.engine.Answer.Done;
import dev.driftwarden.engine.Answer.Reason;
import dev.driftwarden.engine.Answer.Refused;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingId;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.finding.Happening;
import dev.driftwarden.finding.Lifecycle;
import dev.driftwarden.ledger.Commit;
import dev.driftwarden.ledger.Held;
import dev.driftwarden.ledger.Hold;
import dev.driftwarden.ledger.ResourceLeases;
import dev.driftwarden.plan.Operation;
import dev.driftwarden.plan.Plan;
import dev.driftwarden.plan.WriteOutcome;
import dev.driftwarden.rule.Judgement;
import dev.driftwarden.rule.RuleInfo;
import dev.driftwarden.rule.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Puts the state before a fix back, on a person's word, and then leaves the finding alone until the hold ends. */
public final class UndoDesk {
    private final Desk desk;
    private final Story story;

    public UndoDesk(Desk desk) {
        this.desk = desk;
        this.story = new Story(desk.clock());
    }

    /**
     * Undoes the last fix of a finding.
     *
     * @param holdFor how long the bot leaves it alone afterwards
     */
    public Answer undo(FindingId id, Person person, String reason, Duration holdFor) {
        Answer answer = tryUndo(id, person, reason, holdFor);
        if (answer instanceof Refused refused) {
            desk.audit().append("refused", person.label(), id.value(), Map.of("reason", refused.text()));
        }
        return answer;
    }

    private Answer tryUndo(FindingId id, Person person, String reason, Duration holdFor) {
        Optional<Held<Finding>> held = desk.book().find(id);
        if (held.isEmpty()) {
            return new Refused(Reason.NOT_FOUND, "There is no such finding.");
        }
        if (!person.holds(desk.policy().get().approvals().role())) {
            return new Refused(
                    Reason.FORBIDDEN,
                    "Only people with the role "
                            + desk.policy().get().approvals().role() + " may undo.");
        }
        if (reason.isBlank() || reason.length() > 2000) {
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
        return leased(held.get(), plan.get(), person, reason, holdFor);
    }

    private Answer leased(Held<Finding> held, Plan plan, Person person, String reason, Duration holdFor) {
        Optional<ResourceLeases.Taken> lease = desk.leases().take(plan.resource());
        if (lease.isEmpty()) {
            return new Refused(Reason.CONFLICT, "Something is being written to this resource right now; try again.");
        }
        ResourceLeases.Taken taken = lease.get();
        try {
            return changedSince(held.value(), plan)
                    .<Answer>map(text -> new Refused(Reason.STALE, text))
                    .orElseGet(() -> write(held, plan, person, reason, holdFor));
        } finally {
            taken.close();
        }
    }

    /** An undo is only exact while the fixed state is still there. */
    private Optional<String> changedSince(Finding finding, Plan plan) {
        if (finding.state() == FindingState.FAILED) {
            return Optional.empty();
        }
        Optional<RuleInfo> rule = desk.rules().get().find(plan.rule());
        Verdict verdict = rule.map(r -> desk.rules()
                        .get()
                        .judge(r, plan.resource(), desk.worlds().get()))
                .map(Judgement::verdict)
                .orElse(Verdict.ERROR);
        return verdict == Verdict.PASS || verdict == Verdict.SKIP
                ? Optional.empty()
                : Optional.of("The resource was changed since the fix (it is now '" + verdict
                        + "'), so undoing is not exact.");
    }

    private Answer write(Held<Finding> held, Plan plan, Person person, String reason, Duration holdFor) {
        UUID correlation = desk.ids().get();
        Instant now = desk.clock().instant();
        desk.echoes().remember(correlation, plan.id(), now);
        desk.audit()
                .append(
                        "undo-begun",
                        person.label(),
                        plan.id(),
                        Map.of("correlationId", correlation.toString(), "reason", reason));
        Hold hold = new Hold(held.value().id(), person.label(), "Undone: " + reason, now.plus(holdFor));
        Finding before = held.value();
        Commit intent =
                Commit.change(held, before.withState(before.state(), now)).hold(hold);
        intent.entry(story.line(intent.finding(), "undo-begun", person.label(), "Undoing: " + reason, Map.of()));
        if (!desk.book().commit(intent)) {
            return new Refused(Reason.CONFLICT, "The finding changed meanwhile; look at it again.");
        }
        for (Operation operation : plan.undo()) {
            WriteOutcome outcome = desk.writer().run(operation, correlation);
            if (outcome instanceof WriteOutcome.Failed failed) {
                return new Refused(Reason.CONFLICT, "Azure refused: " + failed.code() + ": " + failed.message());
            }
        }
        return undone(before.id(), person, hold);
    }

    private Answer undone(FindingId id, Person person, Hold hold) {
        Held<Finding> held = desk.book().find(id).orElseThrow();
        Commit commit = Lifecycle.next(held.value().state(), Happening.UNDONE)
                .map(next -> Commit.change(
                        held, held.value().withState(next, desk.clock().instant())))
                .orElseGet(() -> Commit.change(
                        held,
                        held.value()
                                .withState(held.value().state(), desk.clock().instant())));
        String text = "The state before the fix is back. The bot leaves it alone until " + hold.until() + ".";
        commit.entry(story.line(commit.finding(), "undone", person.label(), text, Map.of()));
        desk.audit().append("undone", person.label(), id.value(), Map.of());
        desk.book().commit(commit);
        return new Done(text);
    }
}
