package dev.driftwarden.tools;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.finding.FindingId;
import dev.driftwarden.ledger.Codec;
import dev.driftwarden.ledger.FindingBook;
import dev.driftwarden.site.FindingFile;
import dev.driftwarden.site.Parameters;
import java.util.Set;

/** A tool that tells something about the finding that the argument {@code id} names. */
abstract sealed class AboutFinding implements Tool permits ExplainFinding, ShowPlan {
    private final FindingBook book;
    private final Codec codec;

    AboutFinding(FindingBook book, Codec codec) {
        this.book = book;
        this.codec = codec;
    }

    abstract JsonNode answer(FindingFile file);

    final JsonNode tree(Object value) {
        return codec.tree(value);
    }

    @Override
    public final Set<String> arguments() {
        return Set.of("id");
    }

    @Override
    public final JsonNode answer(Parameters arguments) {
        return FindingId.tryParse(arguments.text("id"))
                .flatMap(id -> FindingFile.read(book, id))
                .map(this::answer)
                .orElseThrow(() -> new NothingFoundException(
                        "Argument 'id' names no finding; " + Toolbox.LIST_FINDINGS + " gives the ids."));
    }
}
