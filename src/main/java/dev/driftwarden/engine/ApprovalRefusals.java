package dev.driftwarden.engine;

import dev.driftwarden.engine.Answer.Reason;
import dev.driftwarden.engine.Answer.Refused;
import dev.driftwarden.ledger.Approval;
import dev.driftwarden.ledger.Approval.Vote;
import dev.driftwarden.ledger.Held;
import dev.driftwarden.plan.Plan;
import java.util.Optional;

/** Why a person's answer about a plan is not taken. */
final class ApprovalRefusals {
    private static final int LONGEST_REASON = 2000;

    private final Desk desk;

    ApprovalRefusals(Desk desk) {
        this.desk = desk;
    }

    /** The first reason that there is, or empty when the answer can be taken. */
    Optional<Refused> of(Approval approval, String planHash, boolean approve, Person person, String reason) {
        return ofPerson(approval, approve, person)
                .or(() -> ofState(approval))
                .or(() -> ofPlan(approval, planHash, approve))
                .or(() -> ofReason(approve, reason));
    }

    private Optional<Refused> ofPerson(Approval approval, boolean approve, Person person) {
        String role = desk.policy().get().approvals().role();
        if (!person.holds(role)) {
            return refuse(Reason.FORBIDDEN, "Only people with the role " + role + " may decide.");
        }
        return approve && approval.undoesAChangeOf(person.objectId())
                ? refuse(Reason.FORBIDDEN, "You made the change that this plan undoes; somebody else has to approve.")
                : Optional.empty();
    }

    private Optional<Refused> ofState(Approval approval) {
        return switch (approval.state()) {
            case PENDING ->
                desk.clock().instant().isBefore(approval.expiresAt())
                        ? Optional.empty()
                        : refuse(Reason.CONFLICT, "The time to decide ended at " + approval.expiresAt() + ".");
            case APPROVED ->
                refuse(Reason.CONFLICT, "It is decided already: approved" + by(approval, /* approve= */ true) + ".");
            case REJECTED ->
                refuse(Reason.CONFLICT, "It is decided already: rejected" + by(approval, /* approve= */ false) + ".");
            case EXPIRED ->
                refuse(
                        Reason.CONFLICT,
                        "The time to decide ended at " + approval.expiresAt() + "; a ticket was opened instead.");
            case VOID ->
                refuse(
                        Reason.STALE,
                        "The plan is void: what it relied on, the rule or the decision has changed, or the finding was"
                                + " held. Look at the finding again.");
        };
    }

    private static String by(Approval approval, boolean approve) {
        return approval.last(approve)
                .map(vote -> " by " + vote.name() + " at " + vote.at() + said(vote))
                .orElse("");
    }

    private static String said(Vote vote) {
        return vote.reason().isBlank() ? "" : " (" + vote.reason() + ")";
    }

    private Optional<Refused> ofPlan(Approval approval, String planHash, boolean approve) {
        if (!approval.planHash().equals(planHash)) {
            return refuse(Reason.STALE, "The plan is not the one you were shown; look at it again.");
        }
        return approve && !ruleIsTheSame(approval)
                ? refuse(Reason.STALE, "The rule has changed since the plan was made; it is void and made anew.")
                : Optional.empty();
    }

    /** Whether the plan was made by the rule as it is in force. */
    boolean ruleIsTheSame(Approval approval) {
        Optional<Plan> plan = desk.book().plan(approval.planId()).map(Held::value);
        return plan.flatMap(made -> desk.rules().get().find(made.rule()))
                .filter(rule -> rule.version().equals(plan.get().ruleVersion()))
                .isPresent();
    }

    private static Optional<Refused> ofReason(boolean approve, String reason) {
        if (!approve && reason.isBlank()) {
            return refuse(Reason.INVALID, "A rejection needs a reason.");
        }
        return reason.length() > LONGEST_REASON
                ? refuse(Reason.INVALID, "The reason may have at most " + LONGEST_REASON + " characters.")
                : Optional.empty();
    }

    private static Optional<Refused> refuse(Reason reason, String text) {
        return Optional.of(new Refused(reason, text));
    }
}
