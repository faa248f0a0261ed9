package dev.driftwarden.ledger;

import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingState;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What happened on one day (UTC).
 *
 * @param opened findings that appeared or came back, by severity
 * @param fixed by the bot, by severity
 * @param ended otherwise: fixed by somebody else, or the resource is gone; by severity
 * @param detect time from the change to the finding, of those that an event told of
 * @param fix time from the change, or else from the finding, to the verified fix
 * @param would what rules would have written had their mode let them, by rule id
 */
public record DayTally(
        Map<String, Long> opened,
        Map<String, Long> fixed,
        Map<String, Long> ended,
        Spread detect,
        Spread fix,
        Map<String, ShadowTally> would) {
    static final DayTally NONE = new DayTally(Map.of(), Map.of(), Map.of(), Spread.NONE, Spread.NONE, Map.of());

    public DayTally {
        opened = Map.copyOf(opened);
        fixed = Map.copyOf(fixed);
        ended = Map.copyOf(ended);
        would = would == null ? Map.of() : Map.copyOf(would);
    }

    /** What a change of a finding adds, with its day; empty when it is none of what is counted. */
    static Optional<Dated> of(@Nullable Finding before, Finding after, @Nullable ShadowEntry shadow) {
        Optional<Dated> happened = of(before, after);
        if (shadow == null) {
            return happened;
        }
        DayTally would = new DayTally(
                Map.of(), Map.of(), Map.of(), Spread.NONE, Spread.NONE, Map.of(shadow.rule(), ShadowTally.of(shadow)));
        return Optional.of(
                happened.map(dated -> new Dated(dated.day(), dated.tally().plus(would)))
                        .orElseGet(() -> new Dated(day(shadow.at()), would)));
    }

    private static Optional<Dated> of(@Nullable Finding before, Finding after) {
        if (after.state().isOpen() && (before == null || after.round() > before.round())) {
            return Optional.of(new Dated(
                    day(after.openedAt()),
                    new DayTally(one(after), Map.of(), Map.of(), detected(after), Spread.NONE, Map.of())));
        }
        Instant closed = after.closedAt();
        if (before == null || before.state() == after.state() || closed == null) {
            return Optional.empty();
        }
        boolean fixed = after.state() == FindingState.FIXED;
        boolean ended = !fixed && before.state().isOpen();
        if (!fixed && !ended) {
            return Optional.empty();
        }
        return Optional.of(new Dated(
                day(closed),
                new DayTally(
                        Map.of(),
                        fixed ? one(after) : Map.of(),
                        ended ? one(after) : Map.of(),
                        Spread.NONE,
                        fixed ? Spread.NONE.with(Duration.between(began(after), closed)) : Spread.NONE,
                        Map.of())));
    }

    /** A day and what is added to it. */
    record Dated(LocalDate day, DayTally tally) {}

    private static Map<String, Long> one(Finding finding) {
        return Map.of(finding.severity().toString(), 1L);
    }

    private static Spread detected(Finding finding) {
        return finding.cause() == null
                ? Spread.NONE
                : Spread.NONE.with(Duration.between(finding.cause().occurredAt(), finding.openedAt()));
    }

    private static Instant began(Finding finding) {
        return finding.cause() == null ? finding.openedAt() : finding.cause().occurredAt();
    }

    static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    DayTally plus(DayTally other) {
        return new DayTally(
                sum(opened, other.opened),
                sum(fixed, other.fixed),
                sum(ended, other.ended),
                detect.plus(other.detect),
                fix.plus(other.fix),
                ShadowTally.sum(would, other.would));
    }

    private static Map<String, Long> sum(Map<String, Long> a, Map<String, Long> b) {
        Map<String, Long> sum = new TreeMap<>(a);
        b.forEach((key, count) -> sum.merge(key, count, Long::sum));
        return sum;
    }
}
