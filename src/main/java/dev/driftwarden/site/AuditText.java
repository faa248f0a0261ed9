package dev.driftwarden.site;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.ledger.AuditSearch.Line;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes audit entries for other programs: as lines of JSON, or as comma-separated values that a spreadsheet may open. */
public final class AuditText {
    /** The first line of the comma-separated form. */
    public static final String CSV_HEAD = "sequence,at,kind,who,subject,details,hash\r\n";

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

    /** One row with its end, as RFC 4180 has it. */
    public static String csv(Line line) {
        String details = new TreeMap<>(line.details())
                .entrySet().stream()
                        .map(one -> one.getKey() + "=" + one.getValue())
                        .collect(Collectors.joining("; "));
        List<String> fields = Stream.of(
                        String.valueOf(line.sequence()),
                        line.at().toString(),
                        line.kind(),
                        line.who(),
                        line.subject(),
                        details,
                        line.hash())
                .map(AuditText::field)
                .toList();
        return String.join(",", fields) + "\r\n";
    }

    /** Quoted; what a spreadsheet would take for a formula is made text. */
    private static String field(String text) {
        boolean formula = !text.isEmpty() && "=+-@\t\r\n".indexOf(text.charAt(0)) >= 0;
        return "\"" + (formula ? "'" : "") + text.replace("\"", "\"\"") + "\"";
    }
}
