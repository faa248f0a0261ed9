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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the bot leave a finding alone for a while, on a person's word, or ends that; an open question about it ends unanswered. */
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
        return tryHold(id, person, reason, holdFor).audited(desk.audit(), person, id.value());
    }

    /**
     * Ends a hold before its time; the finding is looked at and decided about anew.
     *
     * @param reason required, at most 2,000 characters
     */
    public Answer release(FindingId id, Person person, String reason) {
        return tryRelease(id, person, reason).audited(desk.audit(), person, id.value());
    }

    private Answer tryRelease(FindingId id, Person person, String reason) {
        Optional<Held<Finding>> held = desk.book().find(id);
        if (held.isEmpty()) {
            return new Refused(Reason.NOT_FOUND, "There is no such finding.");
        }
        Optional<Refused> refusal = refusal(person, reason);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Instant now = desk.clock().instant();
        boolean holds =
                desk.book().hold(id).filter(hold -> hold.until().isAfter(now)).isPresent();
        if (!holds) {
            return new Refused(Reason.CONFLICT, "The finding is not on hold.");
        }
        Finding finding = held.get().value();
        Commit commit = Commit.change(held.get(), finding.withState(finding.state(), now))
                .hold(new Hold(id, person.label(), reason, now));
        commit.entry(
                story.line(commit.finding(), "released", person.label(), "The hold ends now. " + reason, Map.of()));
        commit.audit("released", person.label(), id.value(), Map.of("reason", reason));
        desk.jobs().look(commit, new Jobs.LookJob(finding.resource(), List.of(), 0), now);
        return desk.outbox().commit(commit)
                ? new Done("The hold is over; the finding is being looked at.")
                : new Refused(Reason.CONFLICT, "The finding changed meanwhile; look at it again.");
    }

    private Optional<Refused> refusal(Person person, String reason) {
        String role = desk.policy().get().approvals().role();
        if (!person.holds(role)) {
            return Optional.of(
                    new Refused(Reason.FORBIDDEN, "Only people with the role " + role + " may hold a finding."));
        }
        return reason.isBlank() || reason.length() > 2000
                ? Optional.of(new Refused(Reason.INVALID, "A hold needs a reason of at most 2,000 characters."))
                : Optional.empty();
    }

    private Answer tryHold(FindingId id, Person person, String reason, Duration holdFor) {
        Optional<Held<Finding>> held = desk.book().find(id);
        if (held.isEmpty()) {
            return new Refused(Reason.NOT_FOUND, "There is no such finding.");
        }
        Optional<Refused> refusal = refusal(person, reason);
        if (refusal.isPresent()) {
            return refusal.get();
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
        commit.audit(
                "held",
                person.label(),
                before.id().value(),
                Map.of("reason", reason, "until", hold.until().toString()));
        return desk.outbox().commit(commit)
                ? new Done(text)
                : new Refused(Reason.CONFLICT, "The finding changed meanwhile; look at it again.");
    }
}
