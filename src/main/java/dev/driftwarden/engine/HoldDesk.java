package dev.driftwarden.engine;

import dev.driftwarden.engine.Answer.Done;
import dev.driftwarden.engine.Answer.Reason;
import dev.driftwarden.engine.Answer.Refused;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingId;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.finding.Happening;
import dev.driftwarden.finding.Lifecycle;
import dev.driftwarden.ledger.Approval;
import dev.driftwarden.ledger.Commit;
import dev.driftwarden.ledger.Held;
import dev.driftwarden.ledger.Hold;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Makes the bot leave a finding alone for a while, on a person's word; an open question about it ends unanswered. */
public final class HoldDesk {
    private static final Duration LONGEST = Duration.ofDays(30);

    private final Desk desk;
    private final Closing closing;
    private final Story story;

    public HoldDesk(Desk desk) {
        this.desk = desk;
        this.closing = new Closing(desk.book(), desk.clock());
        this.story = new Story(desk.clock());
    }

    /**
     * Holds a finding.
     *
     * @param reason required, at most 2,000 characters
     * @param holdFor more than nothing, at most 30 days
     */
    public Answer hold(FindingId id, Person person, String reason, Duration holdFor) {
        Answer answer = tryHold(id, person, reason, holdFor);
        if (answer instanceof Refused refused) {
            desk.audit().append("refused", person.label(), id.value(), Map.of("reason", refused.text()));
        }
        return answer;
    }

    private Answer tryHold(FindingId id, Person person, String reason, Duration holdFor) {
        Optional<Held<Finding>> held = desk.book().find(id);
        if (held.isEmpty()) {
            return new Refused(Reason.NOT_FOUND, "There is no such finding.");
        }
        String role = desk.policy().get().approvals().role();
        if (!person.holds(role)) {
            return new Refused(Reason.FORBIDDEN, "Only people with the role " + role + " may hold a finding.");
        }
        if (reason.isBlank() || reason.length() > 2000) {
            return new Refused(Reason.INVALID, "A hold needs a reason of at most 2,000 characters.");
        }
        if (holdFor.isNegative() || holdFor.isZero() || holdFor.compareTo(LONGEST) > 0) {
            return new Refused(Reason.INVALID, "A hold lasts at most 30 days.");
        }
        FindingState state = held.get().value().state();
        return !state.isOpen() || state.inProgress()
                ? new Refused(Reason.CONFLICT, "The finding is " + state + "; there is nothing to hold back.")
                : write(held.get(), person, reason, holdFor);
    }

    private Answer write(Held<Finding> held, Person person, String reason, Duration holdFor) {
        Instant now = desk.clock().instant();
        Finding before = held.value();
        FindingState next = before.state() == FindingState.AWAITING_APPROVAL
                ? Lifecycle.next(before.state(), Happening.PLAN_VOIDED).orElseThrow()
                : before.state();
        Hold hold = new Hold(before.id(), person.label(), reason, now.plus(holdFor));
        Commit commit = Commit.change(held, before.withState(next, now)).hold(hold);
        closing.question(before, commit, Approval.State.VOID);
        String text = "The bot leaves it alone until " + hold.until() + ".";
        commit.entry(story.line(commit.finding(), "held", person.label(), text + " " + reason, Map.of()));
        commit.audit(now, "held", person.label(), before.id().value(), Map.of("reason", reason));
        return desk.outbox().commit(commit)
                ? new Done(text)
                : new Refused(Reason.CONFLICT, "The finding changed meanwhile; look at it again.");
    }
}
