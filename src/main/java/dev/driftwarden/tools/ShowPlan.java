package dev.driftwarden.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.ledger.Codec;
import dev.driftwarden.ledger.FindingBook;
import dev.driftwarden.site.FindingFile;

/** The exact operations that a fix would carry out, with their hash, and whether somebody has been asked. */
final class ShowPlan extends AboutFinding {
    ShowPlan(FindingBook book, Codec codec) {
        super(book, codec);
    }

    @Override
    public String name() {
        return Toolbox.SHOW_PLAN;
    }

    @Override
    JsonNode answer(FindingFile file) {
        if (file.plan() == null) {
            throw new NothingFoundException("The finding has no plan; " + Toolbox.EXPLAIN_FINDING + " says why.");
        }
        ObjectNode answer = (ObjectNode) tree(file.plan());
        if (file.approval() != null) {
            answer.set("approval", tree(file.approval()));
        }
        return answer;
    }
}
