package dev.driftwarden.engine;

import dev.driftwarden.engine.Jobs.LookJob;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.finding.Happening;
import dev.driftwarden.finding.Lifecycle;
import dev.driftwarden.ledger.Approval;
import dev.driftwarden.ledger.Commit;
import dev.driftwarden.ledger.Held;
import dev.driftwarden.policy.NoticeKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What becomes of a question that nobody answers: further people are told, then it becomes a ticket, never a fix. One whose rule has
 * changed is void and asked anew.
 */
final class ApprovalLife {
    private final Desk desk;
    private final Closing closing;
    private final Story story;
    private final ApprovalRefusals refusals;

    ApprovalLife(Desk desk) {
        this.desk = desk;
        this.closing = new Closing(desk.book(), desk.clock());
        this.story = new Story(desk.clock());
        this.refusals = new ApprovalRefusals(desk);
    }

    /** Does what is due with one question. */
    void tend(Held<Approval> asked) {
        Approval approval = asked.value();
        Optional<Held<Finding>> finding = desk.book()
                .find(approval.findingId())
                .filter(held -> held.value().state() == FindingState.AWAITING_APPROVAL)
                .filter(held -> approval.planId().equals(held.value().planId()));
        if (approval.state() != Approval.State.PENDING || finding.isEmpty()) {
            return;
        }
        Instant now = desk.clock().instant();
        if (!now.isBefore(approval.expiresAt())) {
            expire(asked, finding.get(), now);
        } else if (!refusals.ruleIsTheSame(approval)) {
            renew(asked, finding.get(), now);
        } else if (toBeEscalated(approval, now)) {
            escalate(asked, finding.get(), now);
        }
    }

    private boolean toBeEscalated(Approval approval, Instant now) {
        var after = desk.policy().get().approvals().escalateAfter();
        return after != null
                && approval.escalatedAt() == null
                && !now.isBefore(approval.askedAt().plus(after));
    }

    private void escalate(Held<Approval> asked, Held<Finding> held, Instant now) {
        String to = desk.policy().get().approvals().escalateTo();
        Finding before = held.value();
        Commit commit = Commit.change(held, before.withState(before.state(), now))
                .answer(asked, asked.value().escalated(now));
        String text = "Nobody has decided since " + asked.value().askedAt() + ": escalated to " + to + ".";
        commit.entry(story.line(commit.finding(), "escalated", text));
        desk.outward().tell(commit, NoticeKind.ESCALATED, text);
        commit.audit("escalated", "driftwarden", asked.value().planId(), Map.of("to", to));
        desk.outbox().commit(commit);
    }

    private void expire(Held<Approval> asked, Held<Finding> held, Instant now) {
        Commit commit = moved(held, Happening.WRITE_REFUSED, now)
                .answer(asked, asked.value().withState(Approval.State.EXPIRED));
        String text = "Nobody decided until " + asked.value().expiresAt() + ": a person takes it on.";
        commit.ticket(
                closing.ticketFor(commit.finding(), text + "\n\n" + held.value().message()));
        commit.entry(story.line(commit.finding(), "expired", text));
        desk.outward().tell(commit, NoticeKind.ESCALATED, text);
        commit.audit("expired", "driftwarden", asked.value().planId(), Map.of());
        desk.outbox().commit(commit);
    }

    private void renew(Held<Approval> asked, Held<Finding> held, Instant now) {
        Commit commit = moved(held, Happening.PLAN_VOIDED, now)
                .answer(asked, asked.value().withState(Approval.State.VOID));
        String text = "The rule has changed, so the plan is void and made anew.";
        commit.entry(story.line(commit.finding(), "voided", text));
        commit.audit("voided", "driftwarden", asked.value().planId(), Map.of("reason", text));
        desk.jobs().look(commit, new LookJob(held.value().resource(), List.of(), 0), now);
        desk.outbox().commit(commit);
    }

    private static Commit moved(Held<Finding> held, Happening happening, Instant now) {
        Finding before = held.value();
        FindingState next = Lifecycle.next(before.state(), happening).orElseThrow();
        return Commit.change(held, before.withState(next, now));
    }
}
