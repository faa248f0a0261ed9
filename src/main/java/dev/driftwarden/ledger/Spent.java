package dev.driftwarden.ledger;

import dev.driftwarden.policy.Policy.Budgets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes of one clock hour so far.
 *
 * @param by by {@code total}, {@code rule/<id>}, {@code subscription/<id>}
 */
public record Spent(Map<String, Integer> by) {
    static final Spent NOTHING = new Spent(Map.of());

    /** What an hour's record that cannot be read stands for: nobody knows what is left. */
    static final Spent UNKNOWN = new Spent(Map.of("total", Integer.MAX_VALUE));

    public Spent {
        by = Map.copyOf(by);
    }

    private int of(String key) {
        return by.getOrDefault(key, 0);
    }

    Spent plusOne(String rule, String subscription) {
        Map<String, Integer> next = new TreeMap<>(by);
        for (String key : new String[] {"total", "rule/" + rule, "subscription/" + subscription}) {
            next.merge(key, 1, Integer::sum);
        }
        return new Spent(next);
    }

    /** The budget that one more write would exceed, in words; null when it fits. */
    public @Nullable String exhausted(Budgets budgets, String rule, String subscription) {
        if (of("total") >= budgets.total()) {
            return "The budget of " + budgets.total() + " writes an hour is used up.";
        }
        if (of("rule/" + rule) >= budgets.perRule()) {
            return "The budget of " + budgets.perRule() + " writes an hour for rule " + rule + " is used up.";
        }
        if (of("subscription/" + subscription) >= budgets.perSubscription()) {
            return "The budget of " + budgets.perSubscription() + " writes an hour for subscription " + subscription
                    + " is used up.";
        }
        return null;
    }
}
