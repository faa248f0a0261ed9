package dev.driftwarden.engine;

import dev.driftwarden.engine.Answer.Reason;
import dev.driftwarden.engine.Answer.Refused;
import dev.driftwarden.engine.UndoState.Standing;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingId;
import dev.driftwarden.finding.Happening;
import dev.driftwarden.finding.Lifecycle;
import dev.driftwarden.ledger.Held;
import dev.driftwarden.ledger.ResourceLeases;
import dev.driftwarden.ledger.Undoing;
import dev.driftwarden.plan.Plan;
import dev.driftwarden.plan.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the state before a fix back, on a person's word, and then leaves the finding alone until the hold ends. A person may undo
 * while the kill switch is on: that is when it is needed.
 */
public final class UndoDesk {
    private static final Logger LOG = LoggerFactory.getLogger(UndoDesk.class);
    private static final Duration LEASE_WAIT = Duration.ofSeconds(10);

    private final Desk desk;
    private final UndoWrite undoWrite;

    public UndoDesk(Desk desk) {
        this.desk = desk;
        this.undoWrite = new UndoWrite(desk);
    }

    /**
     * Undoes the last fix of a finding; refused when fields of it were changed since. Asking again after a crash finishes what
     * was begun: a state that is back already is recognised and not written again.
     *
     * @param reason required, at most 2,000 characters
     * @param holdFor how long the bot leaves it alone afterwards
     */
    public Answer undo(FindingId id, Person person, String reason, Duration holdFor) {
        return audited(id, person, () -> tryUndo(id, person, wish(person, reason, holdFor, /* forced= */ false)));
    }

    /** As {@link #undo}, and writes over fields that were changed since the fix. */
    public Answer force(FindingId id, Person person, String reason, Duration holdFor) {
        return audited(id, person, () -> tryUndo(id, person, wish(person, reason, holdFor, /* forced= */ true)));
    }

    /** What an undo would do now; empty when there is no such finding. Reads the live state. */
    public Optional<UndoPreview> preview(FindingId id) {
        return desk.book().find(id).map(held -> {
            Optional<Plan> plan = plan(held.value());
            return impossible(held.value(), plan)
                    .map(why -> UndoPreview.impossible(
                            held.value().planId(), why, plan.map(Plan::undoNote).orElse("")))
                    .orElseGet(() -> preview(plan.orElseThrow()));
        });
    }

    private UndoPreview preview(Plan plan) {
        UndoState state = UndoState.of(plan, desk.worlds().get());
        Optional<String> problem = state.problem();
        if (problem.isPresent()) {
            return UndoPreview.impossible(
                    plan.id(), "What it would write over cannot be read: " + problem.get(), plan.undoNote());
        }
        boolean changed = state.has(Standing.CHANGED);
        String text = state.isBack()
                ? "The state before the fix is there already; only the hold would be placed."
                : changed
                        ? "Fields were changed since the fix: an undo has to be forced and writes over them."
                        : "Exactly what the fix changed is put back.";
        return new UndoPreview(plan.id(), true, changed, text, state.diff(), state.changed(), plan.undoNote());
    }

    /** Finishes an undo that a crash interrupted; anything else is none of its business. */
    void finish(String planId) {
        Optional<Plan> plan =
                begun(planId).flatMap(undoing -> desk.book().plan(planId)).map(Held::value);
        if (plan.isEmpty()) {
            LOG.info("apply message without work plan={}", planId);
            return;
        }
        ResourceLeases.Taken lease = desk.leases().take(plan.get().resource()).orElse(null);
        if (lease == null) {
            desk.jobs().apply(planId, LEASE_WAIT);
            return;
        }
        try (lease) {
            // Read again: the holder before may just have ended it.
            begun(planId).ifPresent(undoing -> undoWrite.write(plan.get(), undoing, writer(lease)));
        }
    }

    private Optional<Undoing> begun(String planId) {
        return desk.book().undo(planId).map(Held::value).filter(undoing -> undoing.endedAt() == null);
    }

    private Writer writer(ResourceLeases.Taken lease) {
        return new LeasedWriter(desk.writer(), lease);
    }

    private Answer audited(FindingId id, Person person, Supplier<Answer> undo) {
        Answer answer = undo.get();
        if (answer instanceof Refused refused) {
            desk.audit().append("refused", person.label(), id.value(), Map.of("reason", refused.text()));
        }
        return answer;
    }

    /** What the person wants; of which plan is not known yet. */
    private record Wish(Person person, String reason, Duration holdFor, boolean forced) {
        Undoing of(Plan plan, Instant now) {
            return new Undoing(
                    plan.id(),
                    new FindingId(plan.findingId()),
                    person.label(),
                    reason,
                    now.plus(holdFor),
                    forced,
                    now,
                    null);
        }
    }

    private static Wish wish(Person person, String reason, Duration holdFor, boolean forced) {
        return new Wish(person, reason, holdFor, forced);
    }

    private Answer tryUndo(FindingId id, Person person, Wish wish) {
        Optional<Held<Finding>> held = desk.book().find(id);
        if (held.isEmpty()) {
            return new Refused(Reason.NOT_FOUND, "There is no such finding.");
        }
        String role = desk.policy().get().approvals().role();
        if (!person.holds(role)) {
            return new Refused(Reason.FORBIDDEN, "Only people with the role " + role + " may undo.");
        }
        if (wish.reason().isBlank() || wish.reason().length() > 2000) {
            return new Refused(Reason.INVALID, "An undo needs a reason of at most 2,000 characters.");
        }
        Optional<Plan> plan = plan(held.get().value());
        Optional<String> impossible = impossible(held.get().value(), plan);
        if (impossible.isPresent()) {
            return new Refused(Reason.CONFLICT, impossible.get());
        }
        Undoing undoing = wish.of(plan.orElseThrow(), desk.clock().instant());
        ResourceLeases.Taken lease = desk.leases().take(plan.get().resource()).orElse(null);
        if (lease == null) {
            return new Refused(Reason.CONFLICT, "Something is being written to this resource right now; try again.");
        }
        try (lease) {
            return looked(held.get(), plan.get(), undoing, writer(lease));
        }
    }

    private Optional<Plan> plan(Finding finding) {
        return Optional.ofNullable(finding.planId()).flatMap(desk.book()::plan).map(Held::value);
    }

    private static Optional<String> impossible(Finding finding, Optional<Plan> plan) {
        if (Lifecycle.next(finding.state(), Happening.UNDONE).isEmpty() || plan.isEmpty()) {
            return Optional.of("The finding is " + finding.state() + "; there is no fix to undo.");
        }
        return plan.get().reversible()
                ? Optional.empty()
                : Optional.of("This fix cannot be undone. " + plan.get().undoNote());
    }

    /** An undo is only exact while what the fix wrote is still there. */
    private Answer looked(Held<Finding> held, Plan plan, Undoing undoing, Writer writer) {
        UndoState state = UndoState.of(plan, desk.worlds().get());
        if (state.has(Standing.UNREADABLE)) {
            return new Refused(
                    Reason.CONFLICT,
                    "What it would write over cannot be read: "
                            + state.problem().orElse(""));
        }
        if (state.has(Standing.CHANGED) && !undoing.forced()) {
            return new Refused(
                    Reason.STALE,
                    "It was changed since the fix, so undoing would write over that: "
                            + UndoWrite.fields(state.changed())
                            + ". Look at the preview; a forced undo writes over it.");
        }
        return undoWrite.begin(held, plan, undoing, writer);
    }
}
