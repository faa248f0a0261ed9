package dev.driftwarden.console;

import dev.driftwarden.site.FindingFilter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The list of findings.
 *
 * @param filter what was asked for, cleaned for showing
 * @param next address of the next page; null at the end
 */
public record FindingsView(
        FindingFilter filter,
        List<String> states,
        List<String> severities,
        List<String> sorts,
        List<FindingRow> rows,
        @Nullable String next) {
    public FindingsView {
        states = List.copyOf(states);
        severities = List.copyOf(severities);
        sorts = List.copyOf(sorts);
        rows = List.copyOf(rows);
    }

    /** Whether one of the fields is used that are folded away otherwise. */
    public boolean narrowed() {
        return !(filter.service() + filter.subscription() + filter.rule()).isEmpty();
    }

    /** An order as people call it. */
    public String sortText(String sort) {
        return switch (sort) {
            case "severity" -> "worst first";
            case "state" -> "needs a person first";
            default -> "newest first";
        };
    }
}
