package dev.driftwarden.ledger;

import dev.driftwarden.rule.Mode;
import java.util.Map;
import java.util.TreeMap;

/**
 * How often a rule would have acted.
 *
 * @param auto plans it would have written
 * @param approve plans it would have asked about
 */
public record ShadowTally(int auto, int approve) {
    public static final ShadowTally NONE = new ShadowTally(0, 0);

    static ShadowTally of(ShadowEntry entry) {
        return entry.would() == Mode.AUTO ? new ShadowTally(1, 0) : new ShadowTally(0, 1);
    }

    private ShadowTally plus(ShadowTally other) {
        return new ShadowTally(auto + other.auto, approve + other.approve);
    }

    /** Two counts by rule id, as one. */
    static Map<String, ShadowTally> sum(Map<String, ShadowTally> one, Map<String, ShadowTally> other) {
        Map<String, ShadowTally> sum = new TreeMap<>(one);
        other.forEach((rule, tally) -> sum.merge(rule, tally, ShadowTally::plus));
        return sum;
    }
}
