package dev.driftwarden.engine;

import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingId;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.ledger.Approval;
import dev.driftwarden.ledger.FindingBook;
import dev.driftwarden.ledger.Held;
import dev.driftwarden.ledger.Write;
import dev.driftwarden.plan.Plan;
import java.util.Optional;

/**
 * Everything that is known when it comes to writing a plan.
 *
 * @param approved whether people approved the plan; else it was ordered without asking
 */
record ApplyCase(Plan plan, Held<Finding> finding, Write write, boolean approved) {

    /** The case of a plan, or empty when it is not to be applied (any more). */
    static Optional<ApplyCase> read(FindingBook book, String planId) {
        return book.plan(planId)
                .map(Held::value)
                .flatMap(plan -> book.find(new FindingId(plan.findingId()))
                        .filter(held -> held.value().state() == FindingState.APPLYING)
                        .filter(held -> plan.id().equals(held.value().planId()))
                        .flatMap(held -> book.write(planId)
                                .map(write -> new ApplyCase(plan, held, write.value(), approved(book, planId)))));
    }

    /** Whether there is something between written and not written. */
    boolean inSteps() {
        return plan.operations().size() > 1;
    }

    private static boolean approved(FindingBook book, String planId) {
        return book.approval(planId)
                .filter(asked -> asked.value().state() == Approval.State.APPROVED)
                .isPresent();
    }
}
