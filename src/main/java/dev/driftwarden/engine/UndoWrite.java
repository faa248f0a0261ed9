package dev.driftwarden.engine;

import dev.driftwarden.engine.Answer.Done;
import dev.driftwarden.engine.Answer.Reason;
import dev.driftwarden.engine.Answer.Refused;
import dev.driftwarden.engine.UndoState.Standing;
import dev.driftwarden.engine.UndoState.Step;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingId;
import dev.driftwarden.finding.Happening;
import dev.driftwarden.finding.Lifecycle;
import dev.driftwarden.ledger.Commit;
import dev.driftwarden.ledger.Held;
import dev.driftwarden.ledger.Hold;
import dev.driftwarden.ledger.Undoing;
import dev.driftwarden.plan.FieldDiff;
import dev.driftwarden.plan.Operation;
import dev.driftwarden.plan.Plan;
import dev.driftwarden.plan.WriteOutcome;
import dev.driftwarden.plan.Writer;
import dev.driftwarden.policy.NoticeKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes an undo: first the hold and what is to be done, so that nothing fixes it again in between and a crash does not leave it
 * half done, then the state before, then the record of it.
 */
final class UndoWrite {
    private static final Logger LOG = LoggerFactory.getLogger(UndoWrite.class);
    private static final int COMMIT_TRIES = 5;

    /** When an undo that nobody has ended is taken up again. */
    private static final Duration TAKEN_UP_AFTER = Duration.ofMinutes(6);

    private final Desk desk;
    private final Closing closing;
    private final Story story;

    UndoWrite(Desk desk) {
        this.desk = desk;
        this.closing = new Closing(desk.book(), desk.clock());
        this.story = new Story(desk.clock());
    }

    /** The fields of a diff in one line. */
    static String fields(List<FieldDiff> diff) {
        return diff.stream()
                .map(field -> field.target().name() + " " + (field.path().isEmpty() ? "as a whole" : field.path()))
                .limit(10)
                .collect(Collectors.joining(", "));
    }

    /** Records what is to be done, then does it. */
    Answer begin(Held<Finding> held, Plan plan, Undoing undoing, Writer writer) {
        holdWhatComesBack(plan, undoing.hold());
        return desk.outbox().commit(intent(held, plan, undoing))
                ? write(plan, undoing, writer)
                : new Refused(Reason.CONFLICT, "The finding changed meanwhile; look at it again.");
    }

    /** Does what is left of an undo that was begun. */
    Answer write(Plan plan, Undoing undoing, Writer writer) {
        UndoState state = UndoState.of(plan, desk.worlds().get());
        if (state.has(Standing.UNREADABLE)) {
            return failed(
                    plan,
                    undoing,
                    state,
                    "It cannot be read: " + state.problem().orElse(""),
                    true);
        }
        if (state.has(Standing.CHANGED) && !undoing.forced()) {
            String fields = fields(state.changed());
            return failed(plan, undoing, state, "It was changed meanwhile: " + fields, /* unclear= */ false);
        }
        UUID correlation = desk.ids().get();
        desk.echoes().remember(correlation, plan.id(), desk.clock().instant());
        for (Step step : state.steps()) {
            Optional<WriteOutcome.Failed> failed = step.isToDo() ? send(step, correlation, writer) : Optional.empty();
            if (failed.isPresent()) {
                return refused(plan, undoing, state, failed.get(), writer);
            }
        }
        LOG.info("undone finding={} plan={}", undoing.findingId(), plan.id());
        return recorded(plan, undoing);
    }

    private static Optional<WriteOutcome.Failed> send(Step step, UUID correlation, Writer writer) {
        WriteOutcome outcome = writer.run(step.operation(), step.version(), correlation);
        return outcome instanceof WriteOutcome.Failed failed ? Optional.of(failed) : Optional.empty();
    }

    /** What is created again may have another name, and then its finding another id. */
    private void holdWhatComesBack(Plan plan, Hold hold) {
        plan.undo().stream()
                .map(Operation::target)
                .filter(target -> !target.equals(plan.resource()))
                .map(target -> FindingId.of(target, plan.rule()))
                .map(id -> new Hold(id, hold.by(), hold.reason(), hold.until()))
                .forEach(one -> desk.audit()
                        .append(
                                "held",
                                hold.by(),
                                one.findingId().value(),
                                desk.book().hold(one)));
    }

    private Commit intent(Held<Finding> held, Plan plan, Undoing undoing) {
        Instant now = desk.clock().instant();
        Finding before = held.value();
        Commit intent = Commit.change(held, before.withState(before.state(), now))
                .hold(undoing.hold())
                .undo(undoing);
        String how = undoing.forced() ? "Undoing by force: " : "Undoing: ";
        intent.entry(story.line(intent.finding(), "undo-begun", undoing.by(), how + undoing.reason(), Map.of()));
        desk.jobs().apply(intent, plan.id(), now.plus(TAKEN_UP_AFTER));
        Map<String, String> details =
                Map.of("reason", undoing.reason(), "forced", String.valueOf(undoing.forced()), "hash", plan.hash());
        return intent.audit("undo-begun", undoing.by(), plan.id(), details);
    }

    /** As long as each try gets further, it goes on: an answer may have been lost, or Azure was busy with the step before. */
    private Answer refused(Plan plan, Undoing undoing, UndoState before, WriteOutcome.Failed failed, Writer writer) {
        if (LeasedWriter.lost(failed)) {
            return new Refused(Reason.CONFLICT, failed.message() + " Look at it again.");
        }
        UndoState now = UndoState.of(plan, desk.worlds().get());
        if (now.isBack()) {
            return recorded(plan, undoing);
        }
        if (failed.kind().worthRetrying() && now.back() > before.back()) {
            return write(plan, undoing, writer);
        }
        boolean unclear = failed.kind() == WriteOutcome.Kind.TRANSIENT;
        return failed(plan, undoing, now, "Azure refused: " + failed.said(), unclear);
    }

    /** Nothing of it was written, or nobody knows: then the hold stays. */
    private Answer failed(Plan plan, Undoing undoing, UndoState state, String said, boolean unclear) {
        if (state.back() > 0) {
            return inPart(plan, undoing, state, said);
        }
        Instant now = desk.clock().instant();
        Hold ended = new Hold(undoing.findingId(), undoing.by(), undoing.hold().reason(), now);
        if (!unclear) {
            holdWhatComesBack(plan, ended);
        }
        commit(undoing, held -> {
            Finding finding = held.value();
            Commit commit =
                    Commit.change(held, finding.withState(finding.state(), now)).undo(undoing.ended(now));
            if (!unclear) {
                commit.hold(ended);
            }
            commit.entry(story.line(commit.finding(), "undo-failed", undoing.by(), said, Map.of()));
            return commit.audit("undo-failed", undoing.by(), plan.id(), Map.of("azure", said));
        });
        return new Refused(Reason.CONFLICT, said);
    }

    /** Some of it is back: a person is told what, and the bot keeps away from it. */
    private Answer inPart(Plan plan, Undoing undoing, UndoState state, String said) {
        Instant now = desk.clock().instant();
        String text =
                "The fix is undone only in part. " + said + account(state) + "\nAsk for the undo again to finish it.";
        commit(undoing, held -> {
            Finding before = held.value();
            Finding after = Lifecycle.next(before.state(), Happening.LEFT_IN_PART)
                    .map(next -> before.withState(next, now))
                    .orElseGet(() -> before.withState(before.state(), now))
                    .withDecision(before.decision(), plan.id());
            Commit commit = Commit.change(held, after).hold(undoing.hold()).undo(undoing.ended(now));
            commit.ticket(closing.ticketFor(after, text + "\n\nResource: " + plan.resource()));
            commit.entry(story.line(after, "undone-in-part", undoing.by(), text, Map.of()));
            desk.outward().tell(commit, NoticeKind.FIX_FAILED, text);
            return commit.audit("undone-in-part", undoing.by(), plan.id(), Map.of("azure", said));
        });
        return new Refused(Reason.CONFLICT, text);
    }

    private static String account(UndoState state) {
        return state.steps().stream()
                .map(step -> "\n- " + step.operation().method() + " "
                        + step.operation().target() + ": " + (step.isToDo() ? "not back" : "back"))
                .collect(Collectors.joining());
    }

    private Answer recorded(Plan plan, Undoing undoing) {
        Instant now = desk.clock().instant();
        String text = "The state before the fix is back. The bot leaves it alone until " + undoing.holdUntil() + ".";
        commit(undoing, held -> {
            Finding before = held.value();
            Finding after = Lifecycle.next(before.state(), Happening.UNDONE)
                    .map(next -> before.withState(next, now))
                    .orElseGet(() -> before.withState(before.state(), now));
            Commit commit = Commit.change(held, after).hold(undoing.hold()).undo(undoing.ended(now));
            closing.ticket(before, commit);
            commit.entry(story.line(after, "undone", undoing.by(), text, Map.of()));
            Map<String, String> details =
                    Map.of("reason", undoing.reason(), "forced", String.valueOf(undoing.forced()));
            return commit.audit("undone", undoing.by(), plan.id(), details);
        });
        return new Done(text);
    }

    /** Records the end, unless another worker, who took over meanwhile, has recorded it. */
    private void commit(Undoing undoing, Function<Held<Finding>, Commit> change) {
        for (int attempt = 0; attempt < COMMIT_TRIES; attempt++) {
            Optional<Held<Finding>> held = desk.book().find(undoing.findingId());
            if (held.isEmpty() || hasEnded(undoing) || desk.outbox().commit(change.apply(held.get()))) {
                return;
            }
        }
        throw new IllegalStateException(
                "finding " + undoing.findingId() + " kept changing while its undo was recorded");
    }

    private boolean hasEnded(Undoing undoing) {
        return desk.book()
                .undo(undoing.planId())
                .filter(now -> now.value().endedAt() != null)
                .isPresent();
    }
}
