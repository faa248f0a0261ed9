package dev.driftwarden.cli;

import dev.driftwarden.check.Screen;
import dev.driftwarden.csv.Csv;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows under headings, written for a terminal, a spreadsheet or a document. */
record Table(List<String> headings, List<List<String>> rows) {
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

    String csv() {
        return Csv.of(headings, rows);
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
