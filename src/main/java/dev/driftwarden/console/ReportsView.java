package dev.driftwarden.console;

import dev.driftwarden.report.Document.Summary;
import java.util.List;

/**
 * The nightly reports.
 *
 * @param nights newest first
 * @param severities names, least first
 */
public record ReportsView(Chart trend, List<Summary> nights, List<String> severities) {
    public ReportsView {
        nights = List.copyOf(nights);
        severities = List.copyOf(severities);
    }
}
