package dev.driftwarden.console;

import dev.driftwarden.report.Document.Score;
import java.util.List;

/**
 * One report, to read and to print.
 *
 * @param severities of the open findings, worst first, all four
 * @param more how many open findings are not shown here
 */
public record ReportView(
        Moment at,
        List<Tally> severities,
        List<Framework> frameworks,
        List<FindingLine> findings,
        long more,
        List<Download> downloads) {
    public ReportView {
        severities = List.copyOf(severities);
        frameworks = List.copyOf(frameworks);
        findings = List.copyOf(findings);
        downloads = List.copyOf(downloads);
    }

    /** @param known how many controls the framework has, covered or not */
    public record Framework(Score score, int known, List<ControlRow> controls) {
        public Framework {
            controls = List.copyOf(controls);
        }
    }

    /** @param status {@code met}, {@code failing} or {@code not covered} */
    public record ControlRow(String id, String title, String status, long open, String rules) {}

    public record FindingLine(String title, String rule, String severity, String resource, String state, String link) {}

    public record Download(String format, String link) {}
}
