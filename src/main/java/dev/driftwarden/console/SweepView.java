package dev.driftwarden.console;

import dev.driftwarden.engine.SweepWatch;
import dev.driftwarden.ledger.Missed;
import dev.driftwarden.ledger.Nightly;
import dev.driftwarden.ledger.Sweep;
import dev.driftwarden.site.Shown;
import dev.driftwarden.sweep.Gap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The page of one sweep.
 *
 * @param percent how much is done, of 0 to 100
 * @param estimatedEnd null when it has ended or nobody can say
 * @param cancellable whether the person may end it now
 */
public record SweepView(
        String address,
        String state,
        Moment startedAt,
        String startedBy,
        @Nullable Moment endedAt,
        @Nullable String cancelledBy,
        int percent,
        @Nullable Moment estimatedEnd,
        List<Tally> numbers,
        List<Tally> failing,
        List<Tally> nightly,
        List<Unseen> gaps,
        long gapCount,
        List<Miss> missed,
        boolean cancellable) {
    private static final int SHOWN = 100;

    public SweepView {
        numbers = List.copyOf(numbers);
        failing = List.copyOf(failing);
        nightly = List.copyOf(nightly);
        gaps = List.copyOf(gaps);
        missed = List.copyOf(missed);
    }

    /** Something that was not seen. */
    public record Unseen(String what, String code, String why) {}

    /** A finding that no event told of. */
    public record Miss(String link, String rule, String resource, String suspect, String why) {}

    static SweepView of(SweepWatch watch, boolean admin, Instant now) {
        Sweep sweep = watch.sweep();
        boolean runs = !sweep.state().ended();
        return new SweepView(
                Addresses.sweep(sweep.id()),
                sweep.state().toString(),
                Moment.of(sweep.startedAt(), now),
                Shown.text(Shown.person(sweep.startedBy()), Shown.LINE),
                sweep.endedAt() == null ? null : Moment.of(sweep.endedAt(), now),
                sweep.cancelledBy() == null ? null : Shown.text(Shown.person(sweep.cancelledBy()), Shown.LINE),
                runs ? percent(watch) : 100,
                watch.estimatedEnd() == null ? null : Moment.of(watch.estimatedEnd(), now),
                numbers(watch),
                failing(watch.tally().failing()),
                nightly(sweep.nightly()),
                watch.gaps().stream().limit(SHOWN).map(SweepView::unseen).toList(),
                watch.tally().gaps(),
                watch.missed().stream().limit(SHOWN).map(SweepView::miss).toList(),
                admin && runs && sweep.cancelledBy() == null);
    }

    private static int percent(SweepWatch watch) {
        long expected = watch.sweep().expected();
        long ofParts = watch.parts() == 0 ? 0 : 100L * watch.partsOver() / watch.parts();
        long ofResources = expected == 0 ? ofParts : 100L * watch.tally().resources() / expected;
        return (int) Math.min(99, Math.min(ofParts, ofResources));
    }

    private static List<Tally> numbers(SweepWatch watch) {
        dev.driftwarden.sweep.Tally tally = watch.tally();
        return List.of(
                new Tally("parts done, of " + watch.parts(), watch.partsOver(), ""),
                new Tally("pages", tally.pages(), ""),
                new Tally("resources seen", tally.resources(), ""),
                new Tally("read one by one", tally.looks(), ""),
                new Tally("calls to Azure", tally.calls(), ""),
                new Tally("seconds waited for a turn", tally.throttledMillis() / 1_000, ""),
                new Tally("rules that could not be judged", tally.unknown(), ""),
                new Tally("new findings", tally.opened(), ""));
    }

    private static List<Tally> failing(Map<String, Long> bySeverity) {
        return List.of("critical", "high", "medium", "low").stream()
                .map(severity -> new Tally(severity, bySeverity.getOrDefault(severity, 0L), ""))
                .toList();
    }

    private static List<Tally> nightly(@Nullable Nightly nightly) {
        if (nightly == null) {
            return List.of();
        }
        List<Tally> all = new ArrayList<>(List.of(
                new Tally("new", nightly.newCount(), ""),
                new Tally("of them told by events", nightly.byEvents(), ""),
                new Tally("fixed by the bot", nightly.fixed(), ""),
                new Tally("resolved by others", nightly.resolved(), ""),
                new Tally("gone", nightly.gone(), ""),
                new Tally("still open", nightly.stillOpen(), ""),
                new Tally("exempt", nightly.exempt(), "")));
        new TreeMap<>(nightly.missed())
                .forEach((suspect, count) -> all.add(new Tally("missed: " + suspect, count, "")));
        return all;
    }

    private static Unseen unseen(Gap gap) {
        return new Unseen(
                Shown.text(gap.what(), Shown.LINE),
                Shown.text(gap.code(), Shown.LINE),
                Shown.text(gap.why(), Shown.BLOCK));
    }

    private static Miss miss(Missed missed) {
        return new Miss(
                Addresses.finding(missed.findingId().value()),
                missed.rule(),
                Shown.text(missed.resource().path(), Shown.LINE),
                missed.suspect().toString(),
                Shown.text(missed.why(), Shown.BLOCK));
    }
}
