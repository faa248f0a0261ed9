package dev.driftwarden.engine;

import dev.driftwarden.engine.Jobs.ApplyJob;
import dev.driftwarden.engine.Progress.Standing;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.ledger.Commit;
import dev.driftwarden.ledger.ResourceLeases;
import dev.driftwarden.ledger.Write;
import dev.driftwarden.plan.WriteOutcome;
import dev.driftwarden.plan.Writer;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.Judgement;
import dev.driftwarden.rule.RuleInfo;
import dev.driftwarden.rule.Verdict;
import dev.driftwarden.telemetry.Attribute;
import dev.driftwarden.telemetry.Signals;
import dev.driftwarden.telemetry.Telemetry;
import dev.driftwarden.world.World;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a plan to Azure: takes the lease, reads once more what is there, asks once more whether it may, records that it is about
 * to write, writes. A message that comes twice, or a crash at any line, leads to the same end: what may have been written is found
 * out by reading, never by writing again.
 */
public final class Applier {
    private static final Logger LOG = LoggerFactory.getLogger(Applier.class);
    private static final Duration LEASE_WAIT = Duration.ofSeconds(10);
    private static final Duration READ_WAIT = Duration.ofSeconds(20);

    /** A queue keeps a message back for seven days at most. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private final Desk desk;
    private final Story story;
    private final Deliberation deliberation;
    private final Conclusion conclusion;
    private final UndoDesk undoDesk;

    public Applier(Desk desk) {
        this.desk = desk;
        this.story = new Story(desk.clock());
        this.deliberation = new Deliberation(desk);
        this.conclusion = new Conclusion(desk);
        this.undoDesk = new UndoDesk(desk);
    }

    public void apply(ApplyJob job) {
        Optional<ApplyCase> found = ApplyCase.read(desk.book(), job.planId());
        if (found.isEmpty()) {
            undoDesk.finish(job.planId());
            return;
        }
        Optional<ResourceLeases.Taken> lease =
                desk.leases().take(found.get().plan().resource());
        if (lease.isEmpty()) {
            LOG.info("write waits: another worker has the lease of the resource plan={}", job.planId());
            desk.jobs().apply(job.planId(), LEASE_WAIT);
            return;
        }
        ResourceLeases.Taken taken = lease.get();
        try {
            // Read again: the holder before may just have done this very plan.
            ApplyCase.read(desk.book(), job.planId()).ifPresent(work -> applyLeased(work, taken));
        } finally {
            taken.close();
        }
    }

    private void applyLeased(ApplyCase work, ResourceLeases.Taken lease) {
        told(work);
        // Nothing is read for what may not be written, unless it may have been written already.
        Optional<String> killed = work.write().mayHaveHappened() ? Optional.empty() : deliberation.killed();
        Optional<RuleInfo> rule = desk.rules().get().find(work.plan().rule());
        if (killed.isPresent()) {
            conclusion.stopped(work, killed.get());
        } else if (rule.isEmpty()) {
            conclusion.stopped(work, "The rule is no longer in force.");
        } else {
            looked(work, rule.get(), new LeasedWriter(desk.writer(), lease));
        }
    }

    private static void told(ApplyCase work) {
        Finding finding = work.finding().value();
        Telemetry.note(Attribute.PLAN, work.plan().id());
        Telemetry.note(Attribute.RULE, work.plan().rule());
        Telemetry.note(Attribute.FINDING, finding.id().value());
        Telemetry.note(
                Attribute.CORRELATION,
                finding.cause() == null ? null : finding.cause().correlationId());
    }

    /** What one try has read: the versions first, so that a change after the judgement is noticed by Azure. */
    private record Seen(
            ApplyCase work, Map<ResourceId, String> versions, Judgement now, List<Standing> standings, Writer writer) {}

    private void looked(ApplyCase work, RuleInfo rule, Writer writer) {
        World world = desk.worlds().get();
        Map<ResourceId, String> versions = Sending.versions(work.plan(), world);
        Judgement now = desk.rules()
                .get()
                .judge(
                        rule,
                        work.plan().resource(),
                        world,
                        work.finding().value().chosen());
        if (work.inSteps() && work.write().mayHaveHappened()) {
            Progress progress = Progress.of(work.plan(), world, desk.bodies());
            if (progress.begun() && !progress.finished()) {
                resumed(new Seen(work, versions, now, progress.operations(), writer), progress);
                return;
            }
        }
        judged(new Seen(
                work,
                versions,
                now,
                Collections.nCopies(work.plan().operations().size(), Standing.TO_DO),
                writer));
    }

    /** Some operations are written: the others follow, or a person is told what is so. */
    private void resumed(Seen seen, Progress progress) {
        ApplyCase work = seen.work();
        boolean last = work.write().attempts() >= desk.settings().applyTries();
        Optional<String> objection = deliberation.killed().or(() -> objectionToTheRest(seen));
        if (objection.isPresent()) {
            conclusion.leftInPart(work, seen.standings(), objection.get());
        } else if (progress.has(Standing.CHANGED) || last) {
            String why =
                    last ? "Writing was tried " + work.write().attempts() + " times." : "It was changed meanwhile.";
            conclusion.leftInPart(work, seen.standings(), why);
        } else if (seen.now().verdict() == Verdict.ERROR
                || progress.has(Standing.UNREADABLE)
                || Guards.busy(seen.now()).isPresent()) {
            conclusion.retried(work, tried(work), READ_WAIT, "How far it was written could not be read yet.");
        } else {
            write(seen);
        }
    }

    /** What is left to write need not fail the rule any more; then only the switch can forbid it. */
    private Optional<String> objectionToTheRest(Seen seen) {
        return seen.now().fix() == null
                ? Optional.empty()
                : deliberation.objection(
                        seen.now(), seen.work().finding().value(), seen.work().approved());
    }

    private void judged(Seen seen) {
        switch (seen.now().verdict()) {
            case PASS, SKIP -> conclusion.passing(seen.work(), seen.now());
            case ERROR -> unreadable(seen.work(), seen.now());
            case FAIL -> stillFailing(seen);
        }
    }

    private void unreadable(ApplyCase work, Judgement now) {
        if (now.retryable() && work.write().attempts() < desk.settings().applyTries()) {
            conclusion.retried(work, tried(work), READ_WAIT, now.message());
        } else {
            conclusion.ticketed(work, "It could not be read before writing: " + now.message());
        }
    }

    private void stillFailing(Seen seen) {
        ApplyCase work = seen.work();
        Judgement now = seen.now();
        boolean same = now.fix() != null
                && Planner.hash(now, now.fix()).equals(work.plan().hash());
        Optional<String> objection = deliberation.objection(now, work.finding().value(), work.approved());
        Optional<Instant> thaw = work.approved() && objection.isPresent()
                ? deliberation.thawsAt(now, work.finding().value())
                : Optional.empty();
        if (!same) {
            conclusion.stopped(work, "What the plan relied on has changed, so it is void and made anew.");
        } else if (thaw.isPresent()) {
            postponed(work, until(thaw.get()), objection.orElseThrow());
        } else if (objection.isPresent()) {
            conclusion.stopped(work, objection.get());
        } else if (work.write().attempts() >= desk.settings().applyTries()) {
            conclusion.ticketed(work, "Writing was tried " + work.write().attempts() + " times without success.");
        } else if (Guards.busy(now).isPresent()) {
            conclusion.retried(work, tried(work), READ_WAIT, "Azure is changing it right now.");
        } else {
            withinBudget(seen);
        }
    }

    private Write tried(ApplyCase work) {
        return work.write().tried(desk.clock().instant());
    }

    private void withinBudget(Seen seen) {
        ApplyCase work = seen.work();
        String subscription = Deliberation.subscription(work.finding().value());
        String over = work.write().mayHaveHappened()
                ? null
                : desk.budgets()
                        .spend(desk.policy().get().budgets(), work.plan().rule(), subscription);
        if (over == null) {
            write(seen);
        } else if (work.approved()) {
            postponed(work, untilNextHour(), over);
        } else {
            conclusion.stopped(work, over);
        }
    }

    /** What people approved is not lost because its time has not come: it waits, and everything is asked again then. */
    private void postponed(ApplyCase work, Duration wait, String why) {
        Instant due = desk.clock().instant().plus(wait);
        conclusion.retried(work, work.write().waiting(due), wait, why);
    }

    private Duration until(Instant moment) {
        Duration wait = Duration.between(desk.clock().instant(), moment);
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    private Duration untilNextHour() {
        Instant now = desk.clock().instant();
        return Duration.between(now, now.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS));
    }

    private void write(Seen seen) {
        UUID correlation = desk.ids().get();
        Instant now = desk.clock().instant();
        String planId = seen.work().plan().id();
        desk.echoes().remember(correlation, planId, now);
        if (!desk.outbox().commit(intent(seen.work(), correlation, now))) {
            desk.jobs().apply(planId, Duration.ZERO);
            return;
        }
        ApplyCase.read(desk.book(), planId).ifPresent(current -> send(current, seen, correlation));
    }

    private Commit intent(ApplyCase work, UUID correlation, Instant now) {
        Finding finding = work.finding().value();
        Commit intent = Commit.change(work.finding(), finding.withState(finding.state(), now))
                .write(work.write().begun(correlation, now));
        Map<String, String> id = Map.of("correlationId", correlation.toString());
        intent.entry(story.line(intent.finding(), "write-begun", null, "Writing the fix.", id));
        String planId = work.plan().id();
        return intent.audit(
                "write-begun",
                "driftwarden",
                planId,
                Map.of(
                        "correlationId",
                        correlation.toString(),
                        "hash",
                        work.plan().hash()));
    }

    private void send(ApplyCase work, Seen seen, UUID correlation) {
        Sending sending = new Sending(desk, seen.writer());
        Optional<WriteOutcome.Failed> failed = desk.telemetry()
                .step("write", () -> sending.send(work.plan(), seen.standings(), seen.versions(), correlation));
        if (failed.isEmpty()) {
            conclusion.written(work, "Azure accepted the write.");
        } else {
            failed(work, failed.get());
        }
    }

    private void failed(ApplyCase work, WriteOutcome.Failed failed) {
        String said = failed.said();
        LOG.warn(Signals.WRITE_FAILED, failed.kind(), failed.code(), work.plan().id());
        int attempts = work.write().attempts();
        if (failed.kind().worthRetrying() && attempts < desk.settings().applyTries()) {
            conclusion.retried(work, work.write(), wait(failed, attempts), said);
            return;
        }
        Optional<Progress> part = part(work);
        if (part.isPresent()) {
            conclusion.leftInPart(work, part.get().operations(), "Azure refused the write. " + said);
        } else if (failed.kind() == WriteOutcome.Kind.GONE) {
            conclusion.stopped(work, "Azure says that it no longer exists. " + said);
        } else {
            conclusion.ticketed(work, "Azure refused the write. " + said);
        }
    }

    /** How far it was written, when it was written in part. */
    private Optional<Progress> part(ApplyCase work) {
        return work.inSteps()
                ? Optional.of(Progress.of(work.plan(), desk.worlds().get(), desk.bodies()))
                        .filter(Progress::begun)
                : Optional.empty();
    }

    private static Duration wait(WriteOutcome.Failed failed, int attempts) {
        return failed.retryAfter() != null ? failed.retryAfter() : Duration.ofSeconds(5L << Math.min(attempts, 5));
    }
}
