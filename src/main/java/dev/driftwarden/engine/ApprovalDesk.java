package dev.driftwarden.engine;

import dev.driftwarden.engine.Answer.Done;
import dev.driftwarden.engine.Answer.Reason;
import dev.driftwarden.engine.Answer.Refused;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.finding.Happening;
import dev.driftwarden.finding.Lifecycle;
import dev.driftwarden.ledger.Approval;
import dev.driftwarden.ledger.Approval.Vote;
import dev.driftwarden.ledger.Commit;
import dev.driftwarden.ledger.Held;
import dev.driftwarden.ledger.Hold;
import dev.driftwarden.ledger.Write;
import dev.driftwarden.resource.ResourceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes people's answers about plans. A refusal says why and is audited; asking twice changes nothing more. */
public final class ApprovalDesk {
    private static final Duration HOLD_AFTER_REJECTION = Duration.ofDays(7);

    private final Desk desk;
    private final ApprovalRefusals refusals;
    private final Story story;

    public ApprovalDesk(Desk desk) {
        this.desk = desk;
        this.refusals = new ApprovalRefusals(desk);
        this.story = new Story(desk.clock());
    }

    /**
     * Approves or rejects a plan.
     *
     * @param planHash the hash of the plan that the person was shown
     * @param reason required for a rejection; at most 2,000 characters
     */
    public Answer answer(String planId, String planHash, boolean approve, Person person, String reason) {
        for (int attempt = 0; attempt < 5; attempt++) {
            Optional<Answer> answer = tryAnswer(planId, planHash, approve, person, reason);
            if (answer.isPresent()) {
                return answer.get().audited(desk.audit(), person, planId);
            }
        }
        return new Refused(Reason.CONFLICT, "Others keep changing this finding; try again.")
                .audited(desk.audit(), person, planId);
    }

    /** Empty when somebody else was quicker and it has to be read again. */
    private Optional<Answer> tryAnswer(String planId, String planHash, boolean approve, Person person, String reason) {
        Optional<Held<Approval>> asked = desk.book().approval(planId);
        Optional<Held<Finding>> finding =
                asked.flatMap(held -> desk.book().find(held.value().findingId()));
        if (asked.isEmpty() || finding.isEmpty()) {
            return Optional.of(new Refused(Reason.NOT_FOUND, "There is no such plan to decide about."));
        }
        Optional<Answer> settled = settled(asked.get().value(), approve, person)
                .or(() -> refusals.of(asked.get().value(), planHash, approve, person, reason)
                        .map(Answer.class::cast));
        if (settled.isPresent()) {
            return settled;
        }
        return approve
                ? approved(asked.get(), finding.get(), person, reason)
                : rejected(asked.get(), finding.get(), person, reason);
    }

    /** A repeated click of the same person is not a refusal. */
    private static Optional<Answer> settled(Approval approval, boolean approve, Person person) {
        boolean saidSo = approval.votes().stream()
                .anyMatch(vote -> vote.objectId().equals(person.objectId()) && vote.approve() == approve);
        return saidSo
                ? Optional.of(new Done("You had already " + (approve ? "approved" : "rejected") + " this."))
                : Optional.empty();
    }

    private static Optional<Answer> refuse(Reason reason, String text) {
        return Optional.of(new Refused(reason, text));
    }

    private Optional<Answer> approved(Held<Approval> asked, Held<Finding> held, Person person, String reason) {
        Instant now = desk.clock().instant();
        Vote vote = new Vote(person.objectId(), person.name(), true, reason, now);
        boolean enough = asked.value().approvals() + 1 >= asked.value().needed();
        Approval after = asked.value().withVote(vote, enough ? Approval.State.APPROVED : Approval.State.PENDING);
        Finding before = held.value();
        Optional<FindingState> next =
                enough ? Lifecycle.next(before.state(), Happening.APPROVED) : Optional.of(before.state());
        if (next.isEmpty() || before.state() != FindingState.AWAITING_APPROVAL) {
            return refuse(Reason.CONFLICT, "The finding is " + before.state() + "; there is nothing to approve.");
        }
        Commit commit = Commit.change(held, before.withState(next.get(), now)).answer(asked, after);
        commit.entry(story.line(commit.finding(), "approved", person.label(), said("Approved", reason), Map.of()));
        if (enough) {
            commit.write(Write.ordered(after.planId(), before.id(), now));
            desk.jobs().apply(commit, after.planId(), now);
        }
        commit.audit("approved", person.label(), after.planId(), Map.of("hash", after.planHash()));
        if (!desk.outbox().commit(commit)) {
            return Optional.empty();
        }
        return Optional.of(new Done(
                enough
                        ? "Approved: " + whatFollows(after.planId(), now)
                        : "Approved by " + after.approvals() + " of " + after.needed() + " needed."));
    }

    private String whatFollows(String planId, Instant now) {
        List<ResourceId> touched =
                desk.book().plan(planId).map(held -> held.value().touched()).orElse(List.of());
        return desk.policy().get().freezes().stream()
                .flatMap(freeze -> freeze.until(now, touched).stream())
                .max(Instant::compareTo)
                .map(end -> "the fix waits until the freeze ends at " + end + ".")
                .orElse("the fix is being written.");
    }

    private Optional<Answer> rejected(Held<Approval> asked, Held<Finding> held, Person person, String reason) {
        Instant now = desk.clock().instant();
        Vote vote = new Vote(person.objectId(), person.name(), false, reason, now);
        Finding before = held.value();
        Optional<FindingState> next = Lifecycle.next(before.state(), Happening.PLAN_VOIDED);
        if (next.isEmpty()) {
            return refuse(Reason.CONFLICT, "The finding is " + before.state() + "; there is nothing to reject.");
        }
        Commit commit = Commit.change(held, before.withState(next.get(), now))
                .answer(asked, asked.value().withVote(vote, Approval.State.REJECTED))
                .hold(new Hold(before.id(), person.label(), "Rejected: " + reason, now.plus(HOLD_AFTER_REJECTION)));
        commit.entry(story.line(commit.finding(), "rejected", person.label(), said("Rejected", reason), Map.of()));
        commit.audit("rejected", person.label(), asked.value().planId(), Map.of("reason", reason));
        return desk.outbox().commit(commit)
                ? Optional.of(new Done("Rejected: nothing is written, and it is not asked about again for a week."))
                : Optional.empty();
    }

    private static String said(String what, String reason) {
        return reason.isBlank() ? what + "." : what + ": " + reason;
    }
}
