package dev.driftwarden.engine;

import dev.driftwarden.engine.Jobs.ApplyJob;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.ledger.Commit;
import dev.driftwarden.ledger.ResourceLeases;
import dev.driftwarden.ledger.Write;
import dev.driftwarden.plan.Operation;
import dev.driftwarden.plan.WriteOutcome;
import dev.driftwarden.rule.Judgement;
import dev.driftwarden.rule.RuleInfo;
import dev.driftwarden.telemetry.Attribute;
import dev.driftwarden.telemetry.Signals;
import dev.driftwarden.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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

    private final Desk desk;
    private final Story story;
    private final Deliberation deliberation;
    private final Conclusion conclusion;

    public Applier(Desk desk) {
        this.desk = desk;
        this.story = new Story(desk.clock());
        this.deliberation = new Deliberation(desk);
        this.conclusion = new Conclusion(desk);
    }

    public void apply(ApplyJob job) {
        Optional<ApplyCase> found = ApplyCase.read(desk.book(), job.planId());
        if (found.isEmpty()) {
            LOG.info("apply message without work plan={}", job.planId());
            return;
        }
        Optional<ResourceLeases.Taken> lease =
                desk.leases().take(found.get().plan().resource());
        if (lease.isEmpty()) {
            desk.jobs().apply(job.planId(), LEASE_WAIT);
            return;
        }
        ResourceLeases.Taken taken = lease.get();
        try {
            // Read again: the holder before may just have done this very plan.
            ApplyCase.read(desk.book(), job.planId()).ifPresent(this::applyLeased);
        } finally {
            taken.close();
        }
    }

    private void applyLeased(ApplyCase work) {
        told(work);
        // Nothing is read for what may not be written, unless it may have been written already.
        Optional<String> killed = work.write().mayHaveHappened() ? Optional.empty() : deliberation.killed();
        Optional<RuleInfo> rule = desk.rules().get().find(work.plan().rule());
        if (killed.isPresent()) {
            conclusion.stopped(work, killed.get());
        } else if (rule.isEmpty()) {
            conclusion.stopped(work, "The rule is no longer in force.");
        } else {
            judged(
                    work,
                    desk.rules()
                            .get()
                            .judge(
                                    rule.get(),
                                    work.plan().resource(),
                                    desk.worlds().get()));
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

    private void judged(ApplyCase work, Judgement now) {
        switch (now.verdict()) {
            case PASS, SKIP -> conclusion.passing(work, now);
            case ERROR -> unreadable(work, now);
            case FAIL -> stillFailing(work, now);
        }
    }

    private void unreadable(ApplyCase work, Judgement now) {
        if (now.retryable() && work.write().attempts() < desk.settings().applyTries()) {
            conclusion.retried(work, tried(work), READ_WAIT, now.message());
        } else {
            conclusion.ticketed(work, "It could not be read before writing: " + now.message());
        }
    }

    private void stillFailing(ApplyCase work, Judgement now) {
        boolean same = now.fix() != null
                && Planner.hash(now, now.fix()).equals(work.plan().hash());
        Optional<String> objection = deliberation.objection(now, work.finding().value(), work.approved());
        if (!same) {
            conclusion.stopped(work, "What the plan relied on has changed, so it is void and made anew.");
        } else if (objection.isPresent()) {
            conclusion.stopped(work, objection.get());
        } else if (work.write().attempts() >= desk.settings().applyTries()) {
            conclusion.ticketed(work, "Writing was tried " + work.write().attempts() + " times without success.");
        } else if (Guards.busy(now).isPresent()) {
            conclusion.retried(work, tried(work), READ_WAIT, "Azure is changing it right now.");
        } else {
            withinBudget(work);
        }
    }

    private Write tried(ApplyCase work) {
        return work.write().tried(desk.clock().instant());
    }

    private void withinBudget(ApplyCase work) {
        String subscription = Deliberation.subscription(work.finding().value());
        String over = work.write().mayHaveHappened()
                ? null
                : desk.budgets()
                        .spend(desk.policy().get().budgets(), work.plan().rule(), subscription);
        if (over == null) {
            write(work);
        } else if (work.approved()) {
            conclusion.retried(work, work.write(), untilNextHour(), over);
        } else {
            conclusion.stopped(work, over);
        }
    }

    private Duration untilNextHour() {
        Instant now = desk.clock().instant();
        return Duration.between(now, now.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS));
    }

    private void write(ApplyCase work) {
        UUID correlation = desk.ids().get();
        Instant now = desk.clock().instant();
        desk.echoes().remember(correlation, work.plan().id(), now);
        if (!desk.outbox().commit(intent(work, correlation, now))) {
            desk.jobs().apply(work.plan().id(), Duration.ZERO);
            return;
        }
        ApplyCase.read(desk.book(), work.plan().id()).ifPresent(current -> send(current, correlation));
    }

    private Commit intent(ApplyCase work, UUID correlation, Instant now) {
        Finding finding = work.finding().value();
        Commit intent = Commit.change(work.finding(), finding.withState(finding.state(), now))
                .write(work.write().begun(correlation, now));
        Map<String, String> id = Map.of("correlationId", correlation.toString());
        intent.entry(story.line(intent.finding(), "write-begun", null, "Writing the fix.", id));
        String planId = work.plan().id();
        return intent.audit(
                now,
                "write-begun",
                "driftwarden",
                planId,
                Map.of(
                        "correlationId",
                        correlation.toString(),
                        "hash",
                        work.plan().hash()));
    }

    private void send(ApplyCase work, UUID correlation) {
        for (Operation operation : work.plan().operations()) {
            WriteOutcome outcome =
                    desk.telemetry().step("write", () -> desk.writer().run(operation, correlation));
            if (outcome instanceof WriteOutcome.Failed failed) {
                failed(work, failed);
                return;
            }
        }
        conclusion.written(work, "Azure accepted the write.");
    }

    private void failed(ApplyCase work, WriteOutcome.Failed failed) {
        String said = failed.code() + " (" + failed.status() + "): " + failed.message();
        LOG.warn(Signals.WRITE_FAILED, failed.kind(), failed.code(), work.plan().id());
        int attempts = work.write().attempts();
        if (failed.kind() == WriteOutcome.Kind.GONE) {
            conclusion.stopped(work, "Azure says that it no longer exists. " + said);
        } else if (failed.kind().worthRetrying() && attempts < desk.settings().applyTries()) {
            conclusion.retried(work, work.write(), wait(failed, attempts), said);
        } else {
            conclusion.ticketed(work, "Azure refused the write. " + said);
        }
    }

    private static Duration wait(WriteOutcome.Failed failed, int attempts) {
        return failed.retryAfter() != null ? failed.retryAfter() : Duration.ofSeconds(5L << Math.min(attempts, 5));
    }
}
