package dev.driftwarden.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.ledger.Codec;
import dev.driftwarden.ledger.FindingBook;
import dev.driftwarden.site.FindingFile;
import dev.driftwarden.site.Parameters;
import java.util.Set;

/** The exact operations that a fix would carry out, with their hash, and whether somebody has been asked. */
final class ShowPlan implements Tool {
    private final FindingBook book;
    private final Codec codec;

    ShowPlan(FindingBook book, Codec codec) {
        this.book = book;
        this.codec = codec;
    }

    @Override
    public String name() {
        return Toolbox.SHOW_PLAN;
    }

    @Override
    public Set<String> arguments() {
        return Set.of("id");
    }

    @Override
    public JsonNode answer(Parameters arguments) {
        FindingFile file = Files.read(book, arguments);
        if (file.plan() == null) {
            throw new NothingFoundException("The finding has no plan; " + Toolbox.EXPLAIN_FINDING + " says why.");
        }
        ObjectNode answer = (ObjectNode) codec.tree(file.plan());
        if (file.approval() != null) {
            answer.set("approval", codec.tree(file.approval()));
        }
        return answer;
    }
}
