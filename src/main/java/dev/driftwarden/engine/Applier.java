package dev.driftwarden.engine;

import dev.driftwarden.engine.Jobs.ApplyJob;
import dev.driftwarden.engine.Jobs.LookJob;
import dev.driftwarden.engine.Jobs.VerifyJob;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingId;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.finding.Happening;
import dev.driftwarden.finding.Lifecycle;
import dev.driftwarden.ledger.Commit;
import dev.driftwarden.ledger.Held;
import dev.driftwarden.ledger.ResourceLeases;
import dev.driftwarden.ledger.Write;
import dev.driftwarden.plan.Operation;
import dev.driftwarden.plan.Plan;
import dev.driftwarden.plan.WriteOutcome;
import dev.driftwarden.policy.Policy;
import dev.driftwarden.rule.Judgement;
import dev.driftwarden.rule.RuleInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a plan to Azure: takes the lease, asks once more whether it may, reads once more what is there, records that it is about
 * to write, writes. A message that comes twice, or a crash at any line, leads to the same end: what may have been written is found
 * out by reading, never by writing again.
 */
public final class Applier {
    private static final Logger LOG = LoggerFactory.getLogger(Applier.class);

    private final Desk desk;
    private final Closing closing;
    private final Story story;

    public Applier(Desk desk) {
        this.desk = desk;
        this.closing = new Closing(desk.book(), desk.clock());
        this.story = new Story(desk.clock());
    }

    /** Everything that is known when it comes to writing. */
    private record Case(Plan plan, Held<Finding> finding, Write write) {
        FindingId id() {
            return finding.value().id();
        }
    }

    public void apply(ApplyJob job) {
        Optional<Case> found = read(job.planId());
        if (found.isEmpty()) {
            notToBeApplied(job);
            return;
        }
        Optional<ResourceLeases.Taken> lease =
                desk.leases().take(found.get().plan().resource());
        if (lease.isEmpty()) {
            desk.jobs().apply(job.planId(), Duration.ofSeconds(10));
            return;
        }
        ResourceLeases.Taken taken = lease.get();
        try {
            // Read again: the holder before may just have done this very plan.
            read(job.planId()).ifPresent(this::applyLeased);
        } finally {
            taken.close();
        }
    }

    /** A repeated message; if the write was recorded but the crash came before the check was ordered, it is ordered now. */
    private void notToBeApplied(ApplyJob job) {
        LOG.info("apply message without work plan={}", job.planId());
        desk.book()
                .plan(job.planId())
                .flatMap(plan -> desk.book().find(new FindingId(plan.value().findingId())))
                .map(Held::value)
                .filter(finding -> finding.state() == FindingState.VERIFYING
                        && job.planId().equals(finding.planId()))
                .ifPresent(finding ->
                        desk.jobs().verify(new VerifyJob(finding.id(), job.planId(), 0, false), Duration.ZERO));
    }

    private Optional<Case> read(String planId) {
        return desk.book()
                .plan(planId)
                .map(Held::value)
                .flatMap(plan -> desk.book()
                        .find(new FindingId(plan.findingId()))
                        .filter(held -> held.value().state() == FindingState.APPLYING)
                        .filter(held -> plan.id().equals(held.value().planId()))
                        .flatMap(held -> desk.book().write(planId).map(write -> new Case(plan, held, write.value()))));
    }

    private void applyLeased(Case work) {
        String forbidden = forbidden(work);
        if (forbidden != null) {
            stop(work, forbidden);
            return;
        }
        Optional<RuleInfo> rule = desk.rules().get().find(work.plan().rule());
        if (rule.isEmpty()) {
            voided(work, "The rule is no longer in force.");
            return;
        }
        Judgement now = desk.rules()
                .get()
                .judge(rule.get(), work.plan().resource(), desk.worlds().get());
        switch (now.verdict()) {
            case PASS, SKIP -> passing(work, now);
            case ERROR -> unreadable(work, now);
            case FAIL -> stillFailing(work, now);
        }
    }

    /** Asked again at the last moment: what was allowed when it was decided may be forbidden now. */
    private @Nullable String forbidden(Case work) {
        if (work.write().mayHaveHappened()) {
            return null;
        }
        Optional<String> killed = desk.controls().killSwitch().map(k -> "The kill switch is on: " + k.reason());
        return killed.or(() -> frozen(work)).orElse(null);
    }

    private Optional<String> frozen(Case work) {
        Instant now = desk.clock().instant();
        Policy policy = desk.policy().get();
        boolean untouchable = policy.neverTouch().stream().anyMatch(work.plan().resource()::isWithin);
        if (untouchable) {
            return Optional.of("The policy forbids every write there.");
        }
        return policy.freezes().stream()
                .filter(freeze -> !now.isBefore(freeze.from()) && now.isBefore(freeze.to()))
                .filter(freeze ->
                        freeze.scope() == null || work.plan().resource().isWithin(freeze.scope()))
                .map(freeze -> "Freeze '" + freeze.name() + "' lasts until " + freeze.to() + ".")
                .findFirst();
    }

    private void stop(Case work, String reason) {
        desk.audit().append("write-stopped", "driftwarden", work.plan().id(), Map.of("reason", reason));
        Commit commit = changed(work, Happening.PLAN_VOIDED);
        commit.entry(story.line(commit.finding(), "stopped", "Not written. " + reason));
        desk.book().commit(commit);
    }

    private void voided(Case work, String reason) {
        stop(work, reason);
        desk.jobs().look(new LookJob(work.plan().resource(), List.of(), 0), Duration.ZERO);
    }

    private void passing(Case work, Judgement now) {
        if (work.write().mayHaveHappened()) {
            written(work, "The write had reached Azure although no answer came back.");
            return;
        }
        boolean absent = now.resourceBody() == null;
        Commit commit = changed(work, absent ? Happening.SEEN_GONE : Happening.SEEN_PASSING);
        closing.ticket(work.finding().value(), commit);
        commit.entry(story.line(
                commit.finding(),
                absent ? "gone" : "resolved",
                absent ? "The resource no longer exists." : "Nothing to write: somebody else fixed it."));
        desk.book().commit(commit);
    }

    private void unreadable(Case work, Judgement now) {
        if (now.retryable() && work.write().attempts() < desk.settings().applyTries()) {
            retryLater(work, work.write().tried(), Duration.ofSeconds(20), now.message());
            return;
        }
        ticket(work, "It could not be read before writing: " + now.message());
    }

    private void stillFailing(Case work, Judgement now) {
        boolean same = now.fix() != null
                && Planner.hash(now, now.fix()).equals(work.plan().hash());
        if (!same) {
            voided(work, "What the plan relied on has changed, so it is void and made anew.");
            return;
        }
        if (work.write().attempts() >= desk.settings().applyTries()) {
            ticket(work, "Writing was tried " + work.write().attempts() + " times without success.");
            return;
        }
        String over = work.write().mayHaveHappened() ? null : overBudget(work);
        if (over != null) {
            stop(work, over);
            return;
        }
        write(work);
    }

    private @Nullable String overBudget(Case work) {
        return desk.budgets()
                .spend(
                        desk.policy().get().budgets(),
                        work.plan().rule(),
                        Course.subscription(work.finding().value()));
    }

    private void write(Case work) {
        UUID correlation = desk.ids().get();
        desk.echoes().remember(correlation, work.plan().id(), desk.clock().instant());
        desk.audit()
                .append(
                        "write-begun",
                        "driftwarden",
                        work.plan().id(),
                        Map.of(
                                "correlationId",
                                correlation.toString(),
                                "hash",
                                work.plan().hash()));
        Write begun = work.write().begun(correlation);
        Commit intent =
                Commit.change(work.finding(), touched(work.finding().value())).write(begun);
        intent.entry(story.line(
                intent.finding(),
                "write-begun",
                null,
                "Writing the fix.",
                Map.of("correlationId", correlation.toString())));
        if (!desk.book().commit(intent)) {
            desk.jobs().apply(work.plan().id(), Duration.ZERO);
            return;
        }
        Case current = read(work.plan().id()).orElseThrow();
        for (Operation operation : work.plan().operations()) {
            WriteOutcome outcome = desk.writer().run(operation, correlation);
            if (outcome instanceof WriteOutcome.Failed failed) {
                failed(current, failed);
                return;
            }
        }
        written(current, "Azure accepted the write.");
    }

    private void written(Case work, String text) {
        Commit commit = changed(work, Happening.WRITTEN)
                .write(work.write().written(desk.clock().instant()));
        commit.entry(story.line(commit.finding(), "written", text));
        desk.audit().append("written", "driftwarden", work.plan().id(), Map.of());
        if (desk.book().commit(commit)) {
            desk.jobs().verify(new VerifyJob(work.id(), work.plan().id(), 0, false), Duration.ZERO);
        }
    }

    private void failed(Case work, WriteOutcome.Failed failed) {
        String said = failed.code() + " (" + failed.status() + "): " + failed.message();
        desk.audit().append("write-failed", "driftwarden", work.plan().id(), Map.of("azure", said));
        LOG.warn(
                "write failed kind={} code={} plan={}",
                failed.kind(),
                failed.code(),
                work.plan().id());
        if (failed.kind() == WriteOutcome.Kind.GONE) {
            desk.jobs().look(new LookJob(work.plan().resource(), List.of(), 0), Duration.ZERO);
            stop(work, "Azure says that it no longer exists.");
        } else if (failed.kind().worthRetrying()
                && work.write().attempts() < desk.settings().applyTries()) {
            retryLater(work, work.write(), wait(failed, work.write().attempts()), said);
        } else {
            ticket(work, "Azure refused the write. " + said);
        }
    }

    private static Duration wait(WriteOutcome.Failed failed, int attempts) {
        return failed.retryAfter() != null ? failed.retryAfter() : Duration.ofSeconds(5L << Math.min(attempts, 5));
    }

    private void retryLater(Case work, Write write, Duration wait, String why) {
        Commit commit =
                Commit.change(work.finding(), touched(work.finding().value())).write(write);
        commit.entry(story.line(
                commit.finding(), "retry", "Tried again in " + wait.toSeconds() + " s, after reading again. " + why));
        if (desk.book().commit(commit)) {
            desk.jobs().apply(work.plan().id(), wait);
        }
    }

    private void ticket(Case work, String reason) {
        Commit commit = changed(work, Happening.WRITE_REFUSED);
        commit.ticket(closing.ticketFor(
                commit.finding(), reason + "\n\nResource: " + work.plan().resource()));
        commit.entry(story.line(commit.finding(), "ticketed", reason));
        desk.book().commit(commit);
    }

    private Commit changed(Case work, Happening happening) {
        Finding before = work.finding().value();
        FindingState next = Lifecycle.next(before.state(), happening)
                .orElseThrow(() -> new IllegalStateException(happening + " cannot happen when " + before.state()));
        return Commit.change(work.finding(), before.withState(next, desk.clock().instant()));
    }

    private Finding touched(Finding finding) {
        return finding.withState(finding.state(), desk.clock().instant());
    }
}
