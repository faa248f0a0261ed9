package dev.driftwarden.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A report: how things stood at one moment.
 *
 * @param id the day of a nightly report, {@code 2026-11-22}; {@code now} for one made on demand
 * @param open open findings by severity, all of them
 * @param standings one for each framework
 * @param lines the open findings, newest first
 * @param omitted how many open findings are not among the lines because there are too many
 */
public record Document(
        String id, Instant at, Map<String, Long> open, List<Standing> standings, List<Line> lines, long omitted) {
    public Document {
        open = Map.copyOf(open);
        standings = List.copyOf(standings);
        lines = List.copyOf(lines);
    }

    /** The document without what takes space. */
    public Summary summary() {
        return new Summary(
                id,
                at,
                open,
                standings.stream()
                        .map(one -> new Score(one.framework(), one.met(), one.covered()))
                        .toList());
    }

    /** What a list of reports shows of one, and a trend is drawn from. */
    public record Summary(String id, Instant at, Map<String, Long> open, List<Score> scores) {
        public Summary {
            open = Map.copyOf(open);
            scores = List.copyOf(scores);
        }
    }

    /**
     * A framework in two numbers.
     *
     * @param met covered controls without an open finding
     * @param covered controls that some rule covers
     */
    public record Score(String framework, long met, long covered) {}
}
