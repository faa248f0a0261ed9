package dev.driftwarden.engine;

import dev.driftwarden.change.Actor;
import dev.driftwarden.decision.Decider;
import dev.driftwarden.decision.Decision;
import dev.driftwarden.decision.Situation;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.finding.Happening;
import dev.driftwarden.finding.Lifecycle;
import dev.driftwarden.ledger.Approval;
import dev.driftwarden.ledger.Commit;
import dev.driftwarden.ledger.Hold;
import dev.driftwarden.ledger.Ticket;
import dev.driftwarden.ledger.Write;
import dev.driftwarden.plan.Plan;
import dev.driftwarden.policy.Policy;
import dev.driftwarden.rule.GuardResult;
import dev.driftwarden.rule.Judgement;
import dev.driftwarden.rule.Mode;
import dev.driftwarden.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what to do about a failing finding and sets that in motion. */
final class Course {
    private static final Logger LOG = LoggerFactory.getLogger(Course.class);

    private final Desk desk;
    private final Closing closing;
    private final Story story;
    private final Planner planner;

    Course(Desk desk, Closing closing, Story story) {
        this.desk = desk;
        this.closing = closing;
        this.story = story;
        this.planner = new Planner(desk.bodies(), desk.clock());
    }

    /** Sends the message of work in progress again, in case it was lost; the receiver recognises a repeated one. */
    void resume(Finding finding) {
        if (finding.planId() == null) {
            return;
        }
        if (finding.state() == FindingState.APPLYING) {
            desk.jobs().apply(finding.planId(), Duration.ZERO);
        }
    }

    /**
     * Decides and commits.
     *
     * @return false when the finding changed meanwhile: read it again
     */
    boolean decide(Commit commit, Judgement judgement, Optional<Finding> before, World world) {
        Optional<Plan> plan = planner.plan(judgement, commit.finding().round(), world);
        Decision decision = decision(judgement, commit.finding(), plan.isPresent(), world);
        Mode mode = decision.mode();
        if (staysAsItIs(before, mode, plan)) {
            return desk.book().commit(commit);
        }
        before.ifPresent(old -> closing.question(old, commit, Approval.State.VOID));
        commit.finding(commit.finding()
                .withDecision(desk.codec().tree(decision), plan.map(Plan::id).orElse(null)));
        plan.ifPresent(commit::plan);
        commit.entry(story.line(commit.finding(), "decided", null, sentence(mode, decision), reasons(decision)));
        move(commit, mode, judgement, decision, plan);
        return finish(commit, mode, plan);
    }

    private boolean finish(Commit commit, Mode mode, Optional<Plan> plan) {
        Finding finding = commit.finding();
        desk.audit()
                .append(
                        "decided",
                        "driftwarden",
                        finding.id().value(),
                        Map.of("mode", mode.toString(), "rule", finding.rule()));
        if (!desk.book().commit(commit)) {
            return false;
        }
        LOG.info("decided mode={} finding={} rule={} plan={}", mode, finding.id(), finding.rule(), finding.planId());
        if (mode == Mode.AUTO) {
            plan.ifPresent(p -> desk.jobs().apply(p.id(), Duration.ZERO));
        }
        return true;
    }

    private void move(Commit commit, Mode mode, Judgement judgement, Decision decision, Optional<Plan> plan) {
        switch (mode) {
            case OBSERVE -> to(commit, Happening.RECORD_ONLY);
            case TICKET -> {
                to(commit, Happening.TICKET_OPENED);
                Ticket ticket = closing.ticketFor(commit.finding(), ticketText(judgement, decision));
                commit.ticket(ticket)
                        .entry(story.line(commit.finding(), "ticketed", "Ticket " + ticket.id() + " opened."));
            }
            case APPROVE -> {
                to(commit, Happening.APPROVAL_ASKED);
                commit.ask(question(commit.finding(), plan.orElseThrow()));
                commit.entry(story.line(commit.finding(), "approval-asked", "Waiting for approval."));
            }
            case AUTO -> {
                to(commit, Happening.FIX_ORDERED);
                commit.write(new Write(
                        plan.orElseThrow().id(),
                        commit.finding().id(),
                        null,
                        0,
                        desk.clock().instant(),
                        null));
            }
        }
    }

    private void to(Commit commit, Happening happening) {
        Finding finding = commit.finding();
        Lifecycle.next(finding.state(), happening)
                .ifPresent(next ->
                        commit.finding(finding.withState(next, desk.clock().instant())));
    }

    /** Nothing new to say: the same plan already waits, a person already has it, or only the time of seeing it moved. */
    private boolean staysAsItIs(Optional<Finding> before, Mode mode, Optional<Plan> plan) {
        if (before.isEmpty()) {
            return false;
        }
        String planId = plan.map(Plan::id).orElse(null);
        boolean samePlan = planId != null && planId.equals(before.get().planId());
        boolean tried = planId != null && desk.book().write(planId).isPresent();
        return switch (before.get().state()) {
            case OPEN -> mode == Mode.OBSERVE && before.get().decision() != null;
            case AWAITING_APPROVAL -> mode == Mode.APPROVE && samePlan;
            case TICKETED -> mode == Mode.TICKET || (samePlan && tried);
            case FAILED -> true;
            case UNKNOWN, APPLYING, VERIFYING, FIXED, RESOLVED, GONE -> false;
        };
    }

    /** Asks for locks and the like only when the answer could matter: they cost calls. */
    private Decision decision(Judgement judgement, Finding finding, boolean planned, World world) {
        List<GuardResult> unplanned = planned || judgement.fix() == null
                ? List.of()
                : List.of(new GuardResult(
                        Mode.TICKET, "The state before the fix could not be read, so it could not be undone."));
        Decision first = Decider.decide(situation(judgement, finding, unplanned));
        return first.mode().compareTo(Mode.TICKET) <= 0
                ? first
                : Decider.decide(situation(judgement, finding, Guards.of(judgement, world)));
    }

    private Situation situation(Judgement judgement, Finding finding, List<GuardResult> guards) {
        Policy policy = desk.policy().get();
        Instant now = desk.clock().instant();
        return new Situation(
                judgement,
                policy,
                judgement.resourceBody(),
                actor(finding),
                finding.openings(),
                desk.controls()
                        .killSwitch()
                        .map(k -> k.by() + ": " + k.reason())
                        .orElse(null),
                holdText(finding, now),
                guards,
                desk.budgets().exhausted(policy.budgets(), finding.rule(), subscription(finding)),
                now);
    }

    private @Nullable String holdText(Finding finding, Instant now) {
        return desk.book()
                .hold(finding.id())
                .filter(hold -> hold.until().isAfter(now))
                .map(Course::text)
                .orElse(null);
    }

    private static String text(Hold hold) {
        return hold.reason() + " (" + hold.by() + ", until " + hold.until() + ")";
    }

    private static @Nullable Actor actor(Finding finding) {
        return finding.cause() == null ? null : finding.cause().actor();
    }

    static String subscription(Finding finding) {
        return finding.resource().subscriptionId().orElse("tenant");
    }

    private Approval question(Finding finding, Plan plan) {
        Policy.Approvals approvals = desk.policy().get().approvals();
        Instant now = desk.clock().instant();
        Actor actor = actor(finding);
        return new Approval(
                plan.id(),
                plan.hash(),
                finding.id(),
                finding.title() + ": " + finding.resource().name(),
                finding.severity(),
                Approval.State.PENDING,
                approvals.needed(finding.severity()),
                List.of(),
                actor == null ? null : actor.objectId(),
                now,
                now.plus(approvals.expiresAfter()));
    }

    private static String sentence(Mode mode, Decision decision) {
        String last = decision.reasons().get(decision.reasons().size() - 1).text();
        return switch (mode) {
            case OBSERVE -> "Only recorded. " + last;
            case TICKET -> "A person takes it on. " + last;
            case APPROVE -> "A person is asked to approve the fix. " + last;
            case AUTO -> "Fixed without asking. " + last;
        };
    }

    private static Map<String, String> reasons(Decision decision) {
        var details = new java.util.TreeMap<String, String>();
        int number = 1;
        for (Decision.Reason reason : decision.reasons()) {
            details.put("%02d %s".formatted(number++, reason.code()), reason.text() + " -> " + reason.mode());
        }
        return details;
    }

    private static String ticketText(Judgement judgement, Decision decision) {
        StringBuilder text =
                new StringBuilder(judgement.message()).append("\n\nResource: ").append(judgement.resource());
        decision.reasons().forEach(reason -> text.append("\n- ").append(reason.text()));
        return text.toString();
    }
}
