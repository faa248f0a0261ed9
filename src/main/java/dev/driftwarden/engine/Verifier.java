package dev.driftwarden.engine;

import dev.driftwarden.engine.Jobs.LookJob;
import dev.driftwarden.engine.Jobs.VerifyJob;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.finding.Happening;
import dev.driftwarden.finding.Lifecycle;
import dev.driftwarden.ledger.Commit;
import dev.driftwarden.ledger.Held;
import dev.driftwarden.plan.Plan;
import dev.driftwarden.policy.NoticeKind;
import dev.driftwarden.rule.Judgement;
import dev.driftwarden.rule.RuleInfo;
import dev.driftwarden.rule.Verdict;
import dev.driftwarden.telemetry.Attribute;
import dev.driftwarden.telemetry.Figure;
import dev.driftwarden.telemetry.Signals;
import dev.driftwarden.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks a fix against the live state until it passes or the waits are used up, and once more an hour later. */
public final class Verifier {
    private static final Logger LOG = LoggerFactory.getLogger(Verifier.class);

    private final Desk desk;
    private final Closing closing;
    private final Story story;

    public Verifier(Desk desk) {
        this.desk = desk;
        this.closing = new Closing(desk.book(), desk.clock());
        this.story = new Story(desk.clock());
    }

    public void verify(VerifyJob job) {
        Optional<Held<Finding>> held = desk.book().find(job.findingId());
        Optional<Plan> plan = desk.book().plan(job.planId()).map(Held::value);
        if (held.isEmpty()
                || plan.isEmpty()
                || !job.planId().equals(held.get().value().planId())) {
            return;
        }
        FindingState state = held.get().value().state();
        told(held.get().value(), plan.get());
        if (job.late() && state == FindingState.FIXED) {
            recheck(held.get(), plan.get());
        } else if (!job.late() && state == FindingState.VERIFYING) {
            check(job, held.get(), plan.get());
        }
    }

    private static void told(Finding finding, Plan plan) {
        Telemetry.note(Attribute.FINDING, finding.id().value());
        Telemetry.note(Attribute.PLAN, plan.id());
        Telemetry.note(Attribute.RULE, plan.rule());
        Telemetry.note(
                Attribute.CORRELATION,
                finding.cause() == null ? null : finding.cause().correlationId());
    }

    private void ended(String outcome) {
        Telemetry.note(Attribute.OUTCOME, outcome);
        desk.telemetry().meters().count(Figure.VERIFICATIONS, Map.of(Attribute.OUTCOME, outcome));
    }

    private Optional<Judgement> judged(Finding finding, Plan plan) {
        Optional<RuleInfo> rule = desk.rules().get().find(plan.rule());
        return rule.map(
                r -> desk.rules().get().judge(r, plan.resource(), desk.worlds().get(), finding.chosen()));
    }

    private void check(VerifyJob job, Held<Finding> held, Plan plan) {
        Optional<Judgement> now = judged(held.value(), plan);
        Verdict verdict = now.map(Judgement::verdict).orElse(Verdict.ERROR);
        boolean exists = now.map(Judgement::resourceBody).isPresent();
        if (verdict == Verdict.PASS || (verdict == Verdict.SKIP && (exists || plan.removesItsResource()))) {
            fixed(held, plan);
        } else if (verdict == Verdict.SKIP) {
            gone(held);
        } else if (now.isPresent() && firstStepDone(plan, now.get())) {
            stepDone(held, plan);
        } else if (job.attempt() < desk.settings().verifyWaits().size()) {
            desk.jobs().verify(job.again(), desk.settings().verifyWaits().get(job.attempt()));
        } else {
            notFixed(held, plan, now.map(Judgement::message).orElse("the rule is no longer in force"), verdict);
        }
    }

    /** The very same fix would be proposed as long as it is not there. */
    private static boolean firstStepDone(Plan plan, Judgement now) {
        boolean same = now.fix() != null && Planner.hash(now, now.fix()).equals(plan.hash());
        return plan.firstStep() && now.verdict() == Verdict.FAIL && !same;
    }

    private void stepDone(Held<Finding> held, Plan plan) {
        Instant now = desk.clock().instant();
        Commit commit = moved(held, Happening.STEP_DONE);
        commit.entry(
                story.line(commit.finding(), "step-done", "The first step is done; the next one is decided on now."));
        commit.audit("step-done", "driftwarden", plan.id(), Map.of());
        desk.jobs().look(commit, new LookJob(plan.resource(), List.of(), 0), now);
        desk.outbox().commit(commit);
    }

    private void gone(Held<Finding> held) {
        Commit commit = moved(held, Happening.SEEN_GONE);
        closing.ticket(held.value(), commit);
        commit.entry(story.line(commit.finding(), "gone", "The resource no longer exists."));
        desk.outbox().commit(commit);
    }

    private void fixed(Held<Finding> held, Plan plan) {
        Instant now = desk.clock().instant();
        Commit commit = moved(held, Happening.VERIFIED);
        closing.ticket(held.value(), commit);
        commit.entry(story.line(
                commit.finding(), "verified", null, "The live state passes: fixed.", times(held.value(), now)));
        commit.audit("verified", "driftwarden", plan.id(), Map.of());
        desk.outward().tell(commit, NoticeKind.FIXED, "The fix was written, and the live state passes.");
        VerifyJob late = new VerifyJob(held.value().id(), plan.id(), 0, true);
        desk.jobs().verify(commit, late, now.plus(desk.settings().recheckAfter()));
        if (desk.outbox().commit(commit)) {
            ended("fixed");
            timed(held.value(), now);
        }
    }

    private void timed(Finding finding, Instant now) {
        String seconds = "unknown";
        if (finding.cause() != null) {
            Duration time = Duration.between(finding.cause().occurredAt(), now);
            desk.telemetry().meters().time(Figure.TIME_TO_FIX, time);
            seconds = String.valueOf(time.toSeconds());
        }
        LOG.info(Signals.FIXED, finding.id(), finding.rule(), seconds);
    }

    /** Time to detect and time to fix, both from the time of the event. */
    private static Map<String, String> times(Finding finding, Instant now) {
        Map<String, String> times = new TreeMap<>();
        if (finding.cause() != null) {
            Instant event = finding.cause().occurredAt();
            times.put("secondsToDetect", seconds(event, finding.openedAt()));
            times.put("secondsToFix", seconds(event, now));
        }
        return times;
    }

    private static String seconds(Instant from, Instant to) {
        return String.format(Locale.ROOT, "%.1f", Duration.between(from, to).toMillis() / 1000.0);
    }

    private void notFixed(Held<Finding> held, Plan plan, String message, Verdict verdict) {
        Commit commit = moved(held, Happening.NOT_VERIFIED);
        String text = "The fix was written but the live state does not pass (" + verdict + "): " + message;
        commit.ticket(closing.ticketFor(commit.finding(), text + "\n\nWanted: " + plan.diff()));
        commit.entry(story.line(commit.finding(), "failed", text));
        desk.outward().tell(commit, NoticeKind.FIX_FAILED, text);
        commit.audit("not-verified", "driftwarden", plan.id(), Map.of("message", message));
        desk.outbox().commit(commit);
        ended("not-fixed");
        LOG.warn(Signals.NOT_FIXED, held.value().id(), held.value().rule());
    }

    private void recheck(Held<Finding> held, Plan plan) {
        Optional<Judgement> now = judged(held.value(), plan);
        Verdict verdict = now.map(Judgement::verdict).orElse(Verdict.ERROR);
        boolean exists = now.map(Judgement::resourceBody).isPresent();
        if (verdict == Verdict.PASS || (verdict == Verdict.SKIP && (exists || plan.removesItsResource()))) {
            Commit commit = Commit.change(
                    held,
                    held.value().withState(held.value().state(), desk.clock().instant()));
            commit.entry(story.line(commit.finding(), "rechecked", "Still fixed an hour later."));
            desk.outbox().commit(commit);
        } else {
            desk.jobs().look(new LookJob(plan.resource(), List.of(), 0), Duration.ZERO);
        }
    }

    private Commit moved(Held<Finding> held, Happening happening) {
        FindingState next = Lifecycle.next(held.value().state(), happening).orElseThrow();
        return Commit.change(held, held.value().withState(next, desk.clock().instant()));
    }
}
