package dev.driftwarden.engine;

import dev.driftwarden.engine.Jobs.LookJob;
import dev.driftwarden.engine.Jobs.VerifyJob;
import dev.driftwarden.engine.Progress.Standing;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.finding.Happening;
import dev.driftwarden.finding.Lifecycle;
import dev.driftwarden.ledger.Commit;
import dev.driftwarden.ledger.Write;
import dev.driftwarden.policy.NoticeKind;
import dev.driftwarden.rule.Judgement;
import dev.driftwarden.telemetry.Attribute;
import dev.driftwarden.telemetry.Figure;
import dev.driftwarden.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Records what one try at applying a plan came to, and what follows from it. */
final class Conclusion {
    private final Desk desk;
    private final Closing closing;
    private final Story story;

    Conclusion(Desk desk) {
        this.desk = desk;
        this.closing = new Closing(desk.book(), desk.clock());
        this.story = new Story(desk.clock());
    }

    /** Not written after all. It is looked at anew, so that what to do instead is decided with all its reasons. */
    void stopped(ApplyCase work, String reason) {
        Commit commit = changed(work, Happening.PLAN_VOIDED);
        String outcome = work.write().mayHaveHappened()
                ? "Not tried again; a try before may have reached Azure. "
                : "Not written. ";
        commit.entry(story.line(commit.finding(), "stopped", outcome + reason));
        audit(commit, work, "write-stopped", Map.of("reason", reason));
        Instant now = desk.clock().instant();
        desk.jobs().look(commit, new LookJob(work.plan().resource(), List.of(), 0), now);
        conclude(work, commit);
    }

    /** There is nothing left to write. */
    void passing(ApplyCase work, Judgement now) {
        if (work.write().mayHaveHappened()) {
            written(work, "The write had reached Azure although no answer came back.");
            return;
        }
        boolean absent = now.resourceBody() == null;
        String text = absent ? "The resource no longer exists." : "Nothing to write: somebody else fixed it.";
        Commit commit = changed(work, absent ? Happening.SEEN_GONE : Happening.SEEN_PASSING);
        closing.ticket(work.finding().value(), commit);
        commit.entry(story.line(commit.finding(), absent ? "gone" : "resolved", text));
        audit(commit, work, "write-not-needed", Map.of("reason", text));
        conclude(work, commit);
    }

    void written(ApplyCase work, String text) {
        Instant now = desk.clock().instant();
        Commit commit = changed(work, Happening.WRITTEN).write(work.write().written(now));
        commit.entry(story.line(commit.finding(), "written", text));
        audit(commit, work, "written", Map.of("how", text));
        VerifyJob check = new VerifyJob(commit.finding().id(), work.plan().id(), 0, false);
        desk.jobs().verify(commit, check, now);
        conclude(work, commit);
    }

    /** Tried again after a while, when everything is read and asked again. */
    void retried(ApplyCase work, Write write, Duration wait, String why) {
        Finding finding = work.finding().value();
        Instant now = desk.clock().instant();
        Commit commit = Commit.change(work.finding(), finding.withState(finding.state(), now))
                .write(write);
        commit.entry(story.line(
                commit.finding(), "retry", "Tried again in " + wait.toSeconds() + " s, after reading again. " + why));
        audit(commit, work, "write-retried", Map.of("reason", why));
        desk.jobs().apply(commit, work.plan().id(), now.plus(wait));
        conclude(work, commit);
    }

    /** It cannot be written: a person takes it on. */
    void ticketed(ApplyCase work, String reason) {
        Commit commit = changed(work, Happening.WRITE_REFUSED);
        commit.ticket(closing.ticketFor(
                commit.finding(), reason + "\n\nResource: " + work.plan().resource()));
        commit.entry(story.line(commit.finding(), "ticketed", reason));
        desk.outward().tell(commit, NoticeKind.FIX_FAILED, reason);
        audit(commit, work, "write-failed", Map.of("reason", reason));
        conclude(work, commit);
    }

    /**
     * Some operations are written and the others cannot be: a person takes it on. What is written can be undone.
     *
     * @param standings what is so of each operation
     */
    void leftInPart(ApplyCase work, List<Standing> standings, String reason) {
        Commit commit = changed(work, Happening.LEFT_IN_PART);
        String text = "The fix is written only in part. " + reason + Progress.account(work.plan(), standings)
                + "\nUndo it, or finish it by hand.";
        commit.ticket(closing.ticketFor(
                commit.finding(), text + "\n\nResource: " + work.plan().resource()));
        commit.entry(story.line(commit.finding(), "written-in-part", text));
        desk.outward().tell(commit, NoticeKind.FIX_FAILED, text);
        audit(commit, work, "written-in-part", Map.of("reason", reason));
        conclude(work, commit);
    }

    /** When somebody was quicker, everything is read again. */
    private void conclude(ApplyCase work, Commit commit) {
        if (!desk.outbox().commit(commit)) {
            desk.jobs().apply(work.plan().id(), Duration.ZERO);
        }
    }

    private void audit(Commit commit, ApplyCase work, String kind, Map<String, String> details) {
        Telemetry.note(Attribute.OUTCOME, kind);
        desk.telemetry().meters().count(Figure.WRITES, Map.of(Attribute.OUTCOME, kind));
        commit.audit(kind, "driftwarden", work.plan().id(), details);
    }

    private Commit changed(ApplyCase work, Happening happening) {
        Finding before = work.finding().value();
        FindingState next = Lifecycle.next(before.state(), happening)
                .orElseThrow(() -> new IllegalStateException(happening + " cannot happen when " + before.state()));
        return Commit.change(work.finding(), before.withState(next, desk.clock().instant()));
    }
}
