package dev.driftwarden.engine;

import dev.driftwarden.engine.Answer.Done;
import dev.driftwarden.engine.Answer.Reason;
import dev.driftwarden.engine.Answer.Refused;
import dev.driftwarden.engine.UndoDesk.Wish;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingId;
import dev.driftwarden.finding.Happening;
import dev.driftwarden.finding.Lifecycle;
import dev.driftwarden.ledger.Commit;
import dev.driftwarden.ledger.Held;
import dev.driftwarden.ledger.Hold;
import dev.driftwarden.plan.Operation;
import dev.driftwarden.plan.Plan;
import dev.driftwarden.plan.WriteOutcome;
import dev.driftwarden.rule.Verdict;
import dev.driftwarden.world.World;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Writes an undo: first the hold, so that nothing fixes it again in between, then the state before, then the record of it. */
final class UndoWrite {
    private static final int COMMIT_TRIES = 5;

    private final Desk desk;
    private final Closing closing;
    private final Story story;

    UndoWrite(Desk desk) {
        this.desk = desk;
        this.closing = new Closing(desk.book(), desk.clock());
        this.story = new Story(desk.clock());
    }

    /** Whether the state before is there already: the very same fix would be proposed, or what was removed exists again. */
    boolean isBack(Plan plan, World world) {
        if (plan.removesItsResource()) {
            return plan.undo().stream()
                    .allMatch(undo ->
                            world.get(undo.target(), undo.apiVersion()).match(body -> true, () -> false, why -> false));
        }
        return desk.rules()
                .get()
                .find(plan.rule())
                .map(rule -> desk.rules().get().judge(rule, plan.resource(), world))
                .filter(now -> now.verdict() == Verdict.FAIL)
                .filter(now -> now.fix() != null && Planner.hash(now, now.fix()).equals(plan.hash()))
                .isPresent();
    }

    Answer write(Held<Finding> held, Plan plan, Wish wish) {
        UUID correlation = desk.ids().get();
        Instant now = desk.clock().instant();
        Hold hold = hold(held.value().id(), wish, now.plus(wish.holdFor()));
        desk.echoes().remember(correlation, plan.id(), now);
        holdWhatComesBack(plan, hold);
        if (!desk.outbox().commit(intent(held, plan, wish, hold, correlation))) {
            return new Refused(Reason.CONFLICT, "The finding changed meanwhile; look at it again.");
        }
        for (Operation operation : plan.undo()) {
            WriteOutcome outcome = desk.writer().run(operation, correlation);
            if (outcome instanceof WriteOutcome.Failed failed) {
                return failed(held.value().id(), plan, wish, failed);
            }
        }
        return recorded(held.value().id(), plan, wish, hold);
    }

    /** It is back without a write of now: an earlier try had come that far. */
    Answer done(Held<Finding> held, Plan plan, Wish wish) {
        Instant until = desk.clock().instant().plus(wish.holdFor());
        Hold hold = hold(held.value().id(), wish, until);
        holdWhatComesBack(plan, hold);
        return recorded(held.value().id(), plan, wish, hold);
    }

    /** What is created again may have another name, and then its finding another id. */
    private void holdWhatComesBack(Plan plan, Hold hold) {
        plan.undo().stream()
                .map(Operation::target)
                .filter(target -> !target.equals(plan.resource()))
                .map(target -> FindingId.of(target, plan.rule()))
                .forEach(id -> desk.book().hold(new Hold(id, hold.by(), hold.reason(), hold.until())));
    }

    private static Hold hold(FindingId id, Wish wish, Instant until) {
        return new Hold(id, wish.person().label(), "Undone: " + wish.reason(), until);
    }

    private Commit intent(Held<Finding> held, Plan plan, Wish wish, Hold hold, UUID correlation) {
        Instant now = desk.clock().instant();
        Finding before = held.value();
        String who = wish.person().label();
        Commit intent =
                Commit.change(held, before.withState(before.state(), now)).hold(hold);
        intent.entry(story.line(intent.finding(), "undo-begun", who, "Undoing: " + wish.reason(), Map.of()));
        Map<String, String> details = Map.of("correlationId", correlation.toString(), "reason", wish.reason());
        return intent.audit(now, "undo-begun", who, plan.id(), details);
    }

    private Answer failed(FindingId id, Plan plan, Wish wish, WriteOutcome.Failed failed) {
        Instant now = desk.clock().instant();
        if (failed.kind().worthRetrying() && isBack(plan, desk.worlds().get())) {
            return recorded(id, plan, wish, hold(id, wish, now.plus(wish.holdFor())));
        }
        String said = failed.code() + " (" + failed.status() + "): " + failed.message();
        boolean unclear = failed.kind() == WriteOutcome.Kind.TRANSIENT;
        if (!unclear) {
            holdWhatComesBack(plan, hold(id, wish, now));
        }
        commit(id, held -> {
            Finding finding = held.value();
            Commit commit = Commit.change(held, finding.withState(finding.state(), now));
            if (!unclear) {
                commit.hold(hold(id, wish, now));
            }
            commit.entry(story.line(
                    commit.finding(), "undo-failed", wish.person().label(), "Azure refused: " + said, Map.of()));
            return commit.audit(now, "undo-failed", wish.person().label(), plan.id(), Map.of("azure", said));
        });
        return new Refused(Reason.CONFLICT, "Azure refused: " + said);
    }

    private Answer recorded(FindingId id, Plan plan, Wish wish, Hold hold) {
        Instant now = desk.clock().instant();
        String text = "The state before the fix is back. The bot leaves it alone until " + hold.until() + ".";
        commit(id, held -> {
            Finding before = held.value();
            Finding after = Lifecycle.next(before.state(), Happening.UNDONE)
                    .map(next -> before.withState(next, now))
                    .orElseGet(() -> before.withState(before.state(), now));
            Commit commit = Commit.change(held, after).hold(hold);
            closing.ticket(before, commit);
            commit.entry(story.line(after, "undone", wish.person().label(), text, Map.of()));
            return commit.audit(now, "undone", wish.person().label(), plan.id(), Map.of("reason", wish.reason()));
        });
        return new Done(text);
    }

    private void commit(FindingId id, Function<Held<Finding>, Commit> change) {
        for (int attempt = 0; attempt < COMMIT_TRIES; attempt++) {
            Optional<Held<Finding>> held = desk.book().find(id);
            if (held.isEmpty() || desk.outbox().commit(change.apply(held.get()))) {
                return;
            }
        }
        throw new IllegalStateException("finding " + id + " kept changing while its undo was recorded");
    }
}
