package dev.driftwarden.csv;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;

/** Writes rows as RFC 4180. A cell that a spreadsheet would take for a formula gets an apostrophe in front. */
public final class Csv {
    private static final String FORMULA_STARTS = "=+-@\t\r\n＝＋－＠";

    private final CsvWriter rows;

    /** @param out flushing and closing are the caller's */
    public Csv(Writer out) {
        this.rows = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.CRLF)
                .bufferSize(0)
                .build(out);
    }

    /** All rows as one text. */
    public static String of(List<String> headings, List<List<String>> rows) {
        StringWriter text = new StringWriter();
        Csv csv = new Csv(text).row(headings);
        rows.forEach(csv::row);
        return text.toString();
    }

    /** @throws UncheckedIOException when it cannot be written */
    public Csv row(List<String> cells) {
        rows.writeRecord(cells.stream().map(Csv::harmless).toList());
        return this;
    }

    private static String harmless(String cell) {
        boolean formula = !cell.isEmpty() && FORMULA_STARTS.indexOf(cell.charAt(0)) >= 0;
        return formula ? "'" + cell : cell;
    }
}
