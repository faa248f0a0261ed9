package dev.driftwarden.console;

import dev.driftwarden.ledger.AuditSearch.Line;
import dev.driftwarden.site.Shown;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The audit trail as somebody searched it.
 *
 * @param fields what was looked for, by the name of the form's field
 * @param problem what is wrong with it; null when nothing is
 * @param json where it can be had as lines of JSON
 * @param csv where it can be had as comma-separated values
 * @param next where older entries are
 */
public record AuditView(
        Map<String, String> fields,
        @Nullable String problem,
        List<Row> rows,
        String json,
        String csv,
        @Nullable String next) {
    public AuditView {
        fields = Map.copyOf(fields);
        rows = List.copyOf(rows);
    }

    /**
     * One entry.
     *
     * @param link to the finding that it is about; null when it is about none
     */
    public record Row(
            long sequence,
            Moment at,
            String kind,
            String who,
            String subject,
            @Nullable String link,
            List<String> details) {
        public Row {
            details = List.copyOf(details);
        }

        static Row of(Line line, Instant now) {
            Optional<String> finding = line.subject().matches("[0-9a-f]{20}-[0-9a-f]{8}(-.*)?")
                    ? Optional.of(line.subject().substring(0, 29))
                    : Optional.empty();
            return new Row(
                    line.sequence(),
                    Moment.of(line.at(), now),
                    Shown.text(line.kind(), Shown.LINE),
                    Shown.text(line.who(), Shown.LINE),
                    Shown.text(line.subject(), Shown.LINE),
                    finding.map(Addresses::finding).orElse(null),
                    new TreeMap<>(line.details())
                            .entrySet().stream()
                                    .map(one -> Shown.text(one.getKey() + ": " + one.getValue(), Shown.BLOCK))
                                    .toList());
        }
    }

    /** What the field was filled with. */
    public String field(String name) {
        return fields.getOrDefault(name, "");
    }
}
