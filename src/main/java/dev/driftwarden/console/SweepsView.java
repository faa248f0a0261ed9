package dev.driftwarden.console;

import dev.driftwarden.ledger.Nightly;
import dev.driftwarden.ledger.Sweep;
import dev.driftwarden.site.Shown;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page of all sweeps.
 *
 * @param startable whether the person may start one now
 * @param next address of the next page; null at the end
 */
public record SweepsView(
        List<Line> sweeps,
        List<Bar> chart,
        boolean admin,
        boolean startable,
        @Nullable String next) {
    private static final int BARS = 30;

    public SweepsView {
        sweeps = List.copyOf(sweeps);
        chart = List.copyOf(chart);
    }

    /** One sweep. */
    public record Line(String link, String id, String state, Moment at, String by, String facts) {}

    /**
     * A bar of the chart of missed events.
     *
     * @param x from the left, of 0 to 600
     * @param height of 0 to 100
     */
    public record Bar(String link, int x, int height, String title) {}

    static SweepsView of(List<Sweep> sweeps, boolean admin, boolean running, @Nullable String next, Instant now) {
        return new SweepsView(
                sweeps.stream().map(sweep -> line(sweep, now)).toList(), chart(sweeps), admin, admin && !running, next);
    }

    private static Line line(Sweep sweep, Instant now) {
        String facts = sweep.tally().resources() + " resources · "
                + sweep.tally().failures() + " failing · " + sweep.tally().calls() + " calls";
        Nightly nightly = sweep.nightly();
        String missed = nightly == null ? "" : " · " + nightly.missedCount() + " missed events";
        return new Line(
                Addresses.sweep(sweep.id()),
                sweep.id(),
                sweep.state().toString(),
                Moment.of(sweep.startedAt(), now),
                Shown.text(Shown.person(sweep.startedBy()), Shown.LINE),
                facts + missed);
    }

    /** Oldest on the left; a sweep that had nothing to compare with has no bar. */
    private static List<Bar> chart(List<Sweep> newestFirst) {
        List<Bar> bars = new ArrayList<>();
        List<Sweep> shown = newestFirst.stream()
                .filter(sweep -> rate(sweep) != null)
                .limit(BARS)
                .toList();
        for (int i = 0; i < shown.size(); i++) {
            Sweep sweep = shown.get(shown.size() - 1 - i);
            Double rate = rate(sweep);
            int percent = (int) Math.round((rate == null ? 0 : rate) * 100);
            String day = sweep.startedAt().toString().substring(0, 10);
            bars.add(new Bar(
                    Addresses.sweep(sweep.id()),
                    i * 20,
                    percent,
                    day + ": " + percent + " % of new drift had no event"));
        }
        return bars;
    }

    private static @Nullable Double rate(Sweep sweep) {
        return sweep.nightly() == null ? null : sweep.nightly().missedRate();
    }
}
