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
        List<FindingRow> rows,
        @Nullable String next) {
    public FindingsView {
        states = List.copyOf(states);
        severities = List.copyOf(severities);
        rows = List.copyOf(rows);
    }
}
