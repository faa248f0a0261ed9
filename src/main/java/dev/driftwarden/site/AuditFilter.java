package dev.driftwarden.site;

import dev.driftwarden.ledger.AuditSearch;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads from an address what somebody looks for in the audit trail. */
public final class AuditFilter {
    /** The query parameters that it is made of. */
    public static final Set<String> PARAMETERS = Set.of("kind", "subject", "who", "from", "to");

    private final AuditSearch search;
    private final List<String> problems = new ArrayList<>();

    private AuditFilter(Parameters parameters) {
        this.search = new AuditSearch(
                parameters.text("kind"),
                parameters.text("subject"),
                parameters.text("who"),
                time("from", parameters.text("from")),
                time("to", parameters.text("to")));
        problems.addAll(parameters.problems());
    }

    public static AuditFilter read(Parameters parameters) {
        return new AuditFilter(parameters);
    }

    public AuditSearch search() {
        return search;
    }

    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** A day begins at midnight UTC. */
    private @Nullable Instant time(String name, String text) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException e) {
            problems.add("Parameter '" + name
                    + "' must be a day such as 2026-10-01, or a time such as 2026-10-01T12:00:00Z.");
            return null;
        }
    }
}
