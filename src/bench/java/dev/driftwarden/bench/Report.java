package dev.driftwarden.bench;

import java.util.ArrayList;
import java.util.List;

/** Collects what was measured and prints it as a Markdown table. */
final class Report {
    private record Row(String what, String measured, String bar) {}

    private final List<Row> rows = new ArrayList<>();

    /** Adds a row; {@code bar} is the budget, or empty where there is none. */
    void add(String what, String measured, String bar) {
        rows.add(new Row(what, measured, bar));
        System.err.println(what + ": " + measured);
    }

    void print() {
        System.out.println("| what | measured | bar |");
        System.out.println("|---|---|---|");
        rows.forEach(row ->
                System.out.println("| " + row.what() + " | " + row.measured() + " | " + row.bar() + " |"));
    }
}
