package dev.driftwarden.site;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.csv.Csv;
import dev.driftwarden.ledger.AuditSearch.Line;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes audit entries for other programs: as lines of JSON, or as comma-separated values that a spreadsheet may open. */
public final class AuditText {
    private static final List<String> HEADINGS = List.of("sequence", "at", "kind", "who", "subject", "details", "hash");

    private AuditText() {}

    /** One line with its end. */
    public static String json(Line line) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("sequence", line.sequence())
                .put("at", line.at().toString())
                .put("kind", line.kind())
                .put("who", line.who())
                .put("subject", line.subject());
        ObjectNode details = json.putObject("details");
        new TreeMap<>(line.details()).forEach(details::put);
        return json.put("hash", line.hash()) + "\n";
    }

    /** The headings as comma-separated values, with {@link #csv} behind. */
    public static String csvHead() {
        return Csv.of(HEADINGS, List.of());
    }

    /** One row with its end. */
    public static String csv(Line line) {
        String details = new TreeMap<>(line.details())
                .entrySet().stream()
                        .map(one -> one.getKey() + "=" + one.getValue())
                        .collect(Collectors.joining("; "));
        return Csv.of(
                List.of(
                        String.valueOf(line.sequence()),
                        line.at().toString(),
                        line.kind(),
                        line.who(),
                        line.subject(),
                        details,
                        line.hash()),
                List.of());
    }
}
