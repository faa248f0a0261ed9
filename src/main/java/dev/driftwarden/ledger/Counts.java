package dev.driftwarden.ledger;

import dev.driftwarden.finding.Finding;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How many findings there are by {@code state/severity/service}, or by how many that changed: then some are negative. */
record Counts(Map<String, Long> byKey) {
    static final Counts NONE = new Counts(Map.of());

    Counts {
        byKey = Map.copyOf(byKey);
    }

    /** One fewer as it was before, one more as it is after. */
    Counts moved(@Nullable Finding before, Finding after) {
        Counts taken = before == null ? this : added(key(before), -1);
        return taken.added(key(after), 1);
    }

    Counts without(FindingSummary listed) {
        return added(listed.state() + "/" + listed.severity() + "/" + listed.service(), -1);
    }

    Counts with(Finding finding) {
        return added(key(finding), 1);
    }

    Counts plus(Counts other) {
        Counts sum = this;
        for (Map.Entry<String, Long> entry : other.byKey.entrySet()) {
            sum = sum.added(entry.getKey(), entry.getValue());
        }
        return sum;
    }

    Counts minus(Counts other) {
        Counts rest = this;
        for (Map.Entry<String, Long> entry : other.byKey.entrySet()) {
            rest = rest.added(entry.getKey(), -entry.getValue());
        }
        return rest;
    }

    private Counts added(String key, long number) {
        Map<String, Long> next = new TreeMap<>(byKey);
        next.merge(key, number, Long::sum);
        next.values().removeIf(n -> n == 0);
        return new Counts(next);
    }

    private static String key(Finding finding) {
        return finding.state() + "/" + finding.severity() + "/" + finding.service();
    }
}
