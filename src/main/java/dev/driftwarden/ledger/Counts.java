package dev.driftwarden.ledger;

import dev.driftwarden.finding.Finding;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How many findings there are by {@code state/severity/service}, kept up to date with every commit. */
record Counts(Map<String, Long> byKey) {
    static final Counts NONE = new Counts(Map.of());

    Counts {
        byKey = Map.copyOf(byKey);
    }

    Counts moved(@Nullable Finding before, Finding after) {
        Map<String, Long> next = new TreeMap<>(byKey);
        if (before != null) {
            next.merge(key(before), -1L, Long::sum);
        }
        next.merge(key(after), 1L, Long::sum);
        next.values().removeIf(n -> n == 0);
        return new Counts(next);
    }

    Counts without(FindingSummary listed) {
        Map<String, Long> next = new TreeMap<>(byKey);
        next.merge(listed.state() + "/" + listed.severity() + "/" + listed.service(), -1L, Long::sum);
        next.values().removeIf(n -> n == 0);
        return new Counts(next);
    }

    Counts plus(Counts other) {
        Map<String, Long> sum = new TreeMap<>(byKey);
        other.byKey.forEach((key, n) -> sum.merge(key, n, Long::sum));
        return new Counts(sum);
    }

    private static String key(Finding finding) {
        return finding.state() + "/" + finding.severity() + "/" + finding.service();
    }
}
