package dev.driftwarden.ledger;

import dev.driftwarden.finding.Finding;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How many findings there are; or by how many a change moves that, when some are negative.
 *
 * @param byKey all by {@code state/severity/service}
 * @param openBySubscription the open ones; those that belong to none are under {@code tenant}
 */
public record Counts(Map<String, Long> byKey, Map<String, Long> openBySubscription) {
    static final Counts NONE = new Counts(Map.of(), Map.of());

    public Counts {
        byKey = Map.copyOf(byKey);
        openBySubscription = Map.copyOf(openBySubscription);
    }

    Counts moved(@Nullable Finding before, Finding after) {
        Counts less = before == null ? this : changed(FindingSummary.of(before), -1);
        return less.changed(FindingSummary.of(after), 1);
    }

    Counts without(FindingSummary listed) {
        return changed(listed, -1);
    }

    Counts with(Finding finding) {
        return changed(FindingSummary.of(finding), 1);
    }

    private Counts changed(FindingSummary finding, long by) {
        Map<String, Long> keys =
                changed(byKey, finding.state() + "/" + finding.severity() + "/" + finding.service(), by);
        return new Counts(
                keys,
                finding.state().isOpen()
                        ? changed(openBySubscription, finding.subscription(), by)
                        : openBySubscription);
    }

    private static Map<String, Long> changed(Map<String, Long> counts, String key, long by) {
        Map<String, Long> next = new TreeMap<>(counts);
        next.merge(key, by, Long::sum);
        next.values().removeIf(count -> count == 0);
        return next;
    }

    Counts plus(Counts other) {
        return new Counts(sum(byKey, other.byKey, 1), sum(openBySubscription, other.openBySubscription, 1));
    }

    Counts minus(Counts other) {
        return new Counts(sum(byKey, other.byKey, -1), sum(openBySubscription, other.openBySubscription, -1));
    }

    private static Map<String, Long> sum(Map<String, Long> a, Map<String, Long> b, int sign) {
        Map<String, Long> sum = new TreeMap<>(a);
        b.forEach((key, count) -> sum.merge(key, sign * count, Long::sum));
        sum.values().removeIf(count -> count == 0);
        return sum;
    }
}
