package dev.driftwarden.console;

import dev.driftwarden.rule.Judgement;
import dev.driftwarden.rule.Severity;
import dev.driftwarden.sweep.Gap;
import dev.driftwarden.sweep.Tally;
import gg.jte.output.WriterOutput;
import java.io.Writer;
import java.util.List;

/**
 * A page to keep or print, complete in one file, without scripts: what was found in a tenant.
 *
 * @param counts how many fail, by severity, gravest first
 * @param outcome {@code complete} or {@code partial}
 */
public record ScanPage(
        String at,
        List<Count> counts,
        List<Judgement> failing,
        List<Judgement> unknown,
        Tally tally,
        String outcome,
        List<Gap> gaps) {
    public ScanPage {
        counts = List.copyOf(counts);
        failing = List.copyOf(failing);
        unknown = List.copyOf(unknown);
        gaps = List.copyOf(gaps);
    }

    /** How many there are of one severity. */
    public record Count(Severity severity, long count) {}

    public static void write(ScanPage view, Writer out) {
        Templates.engine().render("scan.jte", view, new WriterOutput(out));
    }
}
