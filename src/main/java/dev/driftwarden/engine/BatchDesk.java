package dev.driftwarden.engine;

import dev.driftwarden.engine.Answer.Reason;
import dev.driftwarden.engine.Answer.Refused;
import dev.driftwarden.engine.ApprovalBatch.Item;
import dev.driftwarden.engine.ApprovalBatch.Result;
import dev.driftwarden.ledger.Approval;
import dev.driftwarden.ledger.Held;
import java.util.List;
import java.util.Optional;

/** Takes one answer about several like plans; asking twice changes nothing more. */
public final class BatchDesk {
    private final Desk desk;
    private final ApprovalDesk approvals;

    public BatchDesk(Desk desk, ApprovalDesk approvals) {
        this.desk = desk;
        this.approvals = approvals;
    }

    /** Why nothing of the batch can be decided, audited; empty when each plan can have its own answer. */
    public Optional<Refused> refusal(ApprovalBatch batch, Person person) {
        Optional<Refused> refusal = unusable(batch, person);
        refusal.ifPresent(refused -> refused.audited(desk.audit(), person, "approvals"));
        return refusal;
    }

    private Optional<Refused> unusable(ApprovalBatch batch, Person person) {
        String role = desk.policy().get().approvals().role();
        if (!person.holds(role)) {
            return Optional.of(new Refused(Reason.FORBIDDEN, "Only people with the role " + role + " may decide."));
        }
        if (batch.items().isEmpty() || batch.items().size() > ApprovalBatch.MOST) {
            String text = "From 1 to " + ApprovalBatch.MOST + " plans can be decided about at once.";
            return Optional.of(new Refused(Reason.INVALID, text));
        }
        long plans = batch.items().stream().map(Item::planId).distinct().count();
        return plans < batch.items().size()
                ? Optional.of(new Refused(Reason.INVALID, "Every plan may be named only once."))
                : Optional.empty();
    }

    /** Decides about each plan that is not left out, whatever becomes of the others. */
    public List<Result> answer(ApprovalBatch batch, Person person) {
        return batch.items().stream()
                .filter(item -> !batch.leaveOut().contains(item.planId()))
                .map(item -> new Result(item.planId(), answer(item, batch, person)))
                .toList();
    }

    private Answer answer(Item item, ApprovalBatch batch, Person person) {
        Optional<String> rule =
                desk.book().approval(item.planId()).map(Held::value).map(Approval::rule);
        if (rule.isPresent() && !rule.get().equals(batch.rule())) {
            String text = "This plan is of rule " + rule.get() + ", not like the others; decide about it by itself.";
            return new Refused(Reason.INVALID, text).audited(desk.audit(), person, item.planId());
        }
        return approvals.answer(item.planId(), item.planHash(), batch.approve(), person, batch.reason());
    }
}
