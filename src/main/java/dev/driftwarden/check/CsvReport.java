package dev.driftwarden.check;

import dev.driftwarden.rule.Judgement;
import dev.driftwarden.sweep.Gap;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A row for each judgement, then one for each thing that was not seen (RFC 4180). A value that a spreadsheet would take for a formula
 * has an apostrophe before it.
 */
public final class CsvReport implements Report {
    private static final String FORMULA = "=+-@\t\r";

    @Override
    public void write(CheckedWorld checked, Writer out) throws IOException {
        row(out, "resource", "type", "rule", "verdict", "severity", "title", "message");
        for (Judgement judgement : checked.judgements()) {
            row(
                    out,
                    judgement.resource().path(),
                    judgement.type().name(),
                    judgement.rule().id(),
                    judgement.verdict().toString(),
                    judgement.severity().toString(),
                    judgement.rule().title(),
                    ResultJson.message(judgement));
        }
        Coverage coverage = checked.coverage();
        if (coverage != null) {
            for (Gap gap : coverage.gaps()) {
                row(out, gap.what(), "", "", "not-seen", "", gap.code(), gap.why());
            }
        }
    }

    private static void row(Writer out, String... values) throws IOException {
        out.write(List.of(values).stream().map(CsvReport::field).collect(Collectors.joining(",")) + "\r\n");
    }

    static String field(String value) {
        String shown = Screen.plain(value);
        String safe = !shown.isEmpty() && FORMULA.indexOf(value.charAt(0)) >= 0 ? "'" + shown : shown;
        boolean plain = safe.chars().noneMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r');
        return plain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }
}
