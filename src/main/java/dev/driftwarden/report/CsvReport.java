package dev.driftwarden.report;

import dev.driftwarden.csv.Csv;
import java.io.Writer;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A row for each line, for spreadsheets. */
public final class CsvReport implements LineReport {
    private static final List<String> HEADINGS = List.of(
            "rule",
            "title",
            "severity",
            "verdict",
            "resource",
            "type",
            "subscription",
            "message",
            "controls",
            "finding",
            "state",
            "opened",
            "actor");

    @Override
    public void write(Iterable<Line> lines, Writer out) {
        Csv csv = new Csv(out).row(HEADINGS);
        lines.forEach(line -> csv.row(cells(line)));
    }

    private static List<String> cells(Line line) {
        Line.Life life = line.life();
        return List.of(
                line.rule().id(),
                line.rule().title(),
                line.severity().toString(),
                line.verdict().toString(),
                line.resource().path(),
                line.type().name(),
                line.resource().subscriptionId().orElse("tenant"),
                line.message(),
                controls(line),
                life == null ? "" : life.findingId(),
                life == null ? "" : life.state().toString(),
                life == null ? "" : life.openedAt().toString(),
                life == null ? "" : life.actor());
    }

    private static String controls(Line line) {
        return new TreeMap<>(line.rule().controls())
                .entrySet().stream()
                        .map(one -> one.getKey() + " " + String.join(" ", one.getValue()))
                        .collect(Collectors.joining("; "));
    }
}
