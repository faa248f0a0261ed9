package dev.driftwarden.tools;

import dev.driftwarden.finding.FindingId;
import dev.driftwarden.ledger.FindingBook;
import dev.driftwarden.site.FindingFile;
import dev.driftwarden.site.Parameters;

/** Finds the finding that the argument {@code id} names. */
final class Files {
    private Files() {}

    static FindingFile read(FindingBook book, Parameters arguments) {
        return FindingId.tryParse(arguments.text("id"))
                .flatMap(id -> FindingFile.read(book, id))
                .orElseThrow(() -> new NothingFoundException(
                        "Argument 'id' names no finding; " + Toolbox.LIST_FINDINGS + " gives the ids."));
    }
}
