package dev.driftwarden.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.ledger.Codec;
import dev.driftwarden.ledger.FindingBook;
import dev.driftwarden.plan.Plan;
import dev.driftwarden.site.FindingFile;

/** What is wrong, who did it, what was decided and why, and what a fix would change, break and take to undo. */
final class ExplainFinding extends AboutFinding {
    ExplainFinding(FindingBook book, Codec codec) {
        super(book, codec);
    }

    @Override
    public String name() {
        return Toolbox.EXPLAIN_FINDING;
    }

    @Override
    JsonNode answer(FindingFile file) {
        ObjectNode answer = (ObjectNode) tree(file);
        answer.remove("related");
        answer.remove("plan");
        file.related()
                .forEach(other -> answer.withArray("related").add(other.id().value()));
        Plan plan = file.plan();
        if (plan != null) {
            answer.putObject("fix")
                    .put("breaks", plan.breaks())
                    .put("undo", plan.undoNote())
                    .put("reversible", plan.reversible())
                    .set("changes", tree(plan.diff()));
        }
        return answer;
    }
}
