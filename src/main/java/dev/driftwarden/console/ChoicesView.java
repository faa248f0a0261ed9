package dev.driftwarden.console;

import dev.driftwarden.engine.Person;
import dev.driftwarden.engine.RestoreDesk;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.finding.Happening;
import dev.driftwarden.finding.Lifecycle;
import dev.driftwarden.ledger.Approval;
import dev.driftwarden.plan.Plan;
import dev.driftwarden.policy.Policy.Entra.Restore;
import dev.driftwarden.site.FindingFile;
import dev.driftwarden.site.SiteParts;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the reader may do with a finding. It decides what is offered, never what is allowed: the engine checks again.
 *
 * @param approve whether to offer approval
 * @param reportOnly whether to offer that a policy comes back as report-only first
 * @param enforced whether to offer taking that back
 * @param release whether it is on hold and the hold may be ended
 * @param note why something is not offered, or how far an approval is; null when there is nothing to say
 * @param expires when the question ends unanswered; null when there is none
 */
public record ChoicesView(
        boolean approve,
        boolean reject,
        boolean reportOnly,
        boolean enforced,
        boolean undo,
        boolean hold,
        boolean release,
        @Nullable String note,
        @Nullable Moment expires) {

    static ChoicesView of(FindingFile file, Person person, SiteParts parts, Instant now) {
        if (!parts.mayApprove(person)) {
            String role = parts.desk().policy().get().approvals().role();
            return new ChoicesView(
                    false, false, false, false, false, false, false, "Deciding needs the role " + role + ".", null);
        }
        boolean undo = undoable(file);
        boolean hold = holdable(file.finding());
        boolean held = file.hold() != null && file.hold().until().isAfter(now);
        Approval asked = file.approval();
        if (asked == null || asked.state() != Approval.State.PENDING) {
            return new ChoicesView(false, false, false, false, undo, hold && !held, held, null, null);
        }
        boolean own = asked.undoesAChangeOf(person.objectId());
        Optional<Restore> other =
                own || file.plan() == null ? Optional.empty() : RestoreDesk.other(file.finding(), file.plan());
        return new ChoicesView(
                !own,
                true,
                other.equals(Optional.of(Restore.REPORT_ONLY)),
                other.equals(Optional.of(Restore.ENFORCED)),
                undo,
                hold && !held,
                held,
                note(asked, own),
                Moment.of(asked.expiresAt(), now));
    }

    private static boolean undoable(FindingFile file) {
        Plan plan = file.plan();
        return plan != null
                && plan.reversible()
                && Lifecycle.next(file.finding().state(), Happening.UNDONE).isPresent();
    }

    private static boolean holdable(Finding finding) {
        FindingState state = finding.state();
        return state.isOpen() && !state.inProgress();
    }

    private static @Nullable String note(Approval asked, boolean own) {
        if (own) {
            return "You made the change that this fix undoes: somebody else has to approve it.";
        }
        return asked.needed() > 1
                ? asked.approvals() + " of " + asked.needed() + " people needed have approved."
                : null;
    }

    /** Whether there is any form to show. */
    public boolean any() {
        return approve || reject || undo || hold || release;
    }
}
