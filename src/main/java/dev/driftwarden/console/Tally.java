package dev.driftwarden.console;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A number with its name.
 *
 * @param link where the things that were counted are listed
 */
public record Tally(String name, long count, String link) {

    /**
     * Sums the ledger's counts ({@code state/severity/service}) by one of their parts.
     *
     * @param part 0 state, 1 severity, 2 service
     * @param states which findings count
     * @param link the list's address, to which the name is added
     */
    static List<Tally> by(Map<String, Long> counts, int part, Predicate<String> states, String link) {
        Map<String, Long> sums = new TreeMap<>();
        counts.forEach((key, count) -> {
            String[] parts = key.split("/", 3);
            if (parts.length == 3 && states.test(parts[0])) {
                sums.merge(parts[part], count, Long::sum);
            }
        });
        return sums.entrySet().stream()
                .map(one -> new Tally(one.getKey(), one.getValue(), link + one.getKey()))
                .sorted(Comparator.comparingLong((Tally one) -> -one.count()))
                .toList();
    }
}
