package dev.driftwarden.cli;

import dev.driftwarden.check.Screen;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows under headings, written for a terminal, a spreadsheet or a document. */
record Table(List<String> headings, List<List<String>> rows) {
    private static final String FORMULA_STARTS = "=+-@\t\r";

    Table {
        headings = List.copyOf(headings);
        rows = List.copyOf(rows);
    }

    /** Columns of even width; the last one is not padded. */
    String text(Screen screen) {
        List<Integer> widths =
                IntStream.range(0, headings.size()).mapToObj(this::width).toList();
        return screen.bold(padded(headings, widths))
                + "\n"
                + rows.stream().map(row -> padded(row, widths) + "\n").collect(Collectors.joining());
    }

    private int width(int column) {
        return IntStream.concat(
                        IntStream.of(headings.get(column).length()),
                        rows.stream().mapToInt(row -> row.get(column).length()))
                .max()
                .orElse(0);
    }

    private static String padded(List<String> cells, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String cell = Screen.plain(cells.get(i));
            line.append(cell).append(" ".repeat(Math.max(0, widths.get(i) - cell.length()) + 2));
        }
        return line.toString().stripTrailing();
    }

    /** RFC 4180. A cell that a spreadsheet would take for a formula gets an apostrophe in front. */
    String csv() {
        return line(headings) + rows.stream().map(Table::line).collect(Collectors.joining());
    }

    private static String line(List<String> cells) {
        return cells.stream().map(Table::csvCell).collect(Collectors.joining(",")) + "\r\n";
    }

    private static String csvCell(String cell) {
        boolean formula = !cell.isEmpty() && FORMULA_STARTS.indexOf(cell.charAt(0)) >= 0;
        String safe = formula ? "'" + cell : cell;
        boolean quoted = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return quoted ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
    }

    String markdown() {
        String rule = "|" + " --- |".repeat(headings.size()) + "\n";
        return markdownLine(headings)
                + rule
                + rows.stream().map(Table::markdownLine).collect(Collectors.joining());
    }

    private static String markdownLine(List<String> cells) {
        return cells.stream().map(Table::markdownCell).collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String markdownCell(String cell) {
        return Screen.plain(cell).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;");
    }
}
