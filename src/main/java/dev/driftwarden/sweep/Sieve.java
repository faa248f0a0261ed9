package dev.driftwarden.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.rule.Rules;
import dev.driftwarden.rule.Screening;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Tells the resources on a page that need a look from those that it shows to be as they should. */
final class Sieve {
    private final Rules rules;

    Sieve(Rules rules) {
        this.rules = rules;
    }

    /**
     * What a page leaves to do.
     *
     * @param looks resources that need a look
     * @param alike resources that pass as shown, where the page lacks the same values for each of a group: whether it leaves them out
     *     or there are none, a look at the first tells for all; by what they have in common
     */
    record Sifted(List<Row> looks, Map<String, List<Row>> alike) {}

    Sifted sift(List<Row> rows) {
        List<Row> looks = new ArrayList<>();
        Map<String, List<Row>> alike = new LinkedHashMap<>();
        for (Row row : rows) {
            JsonNode body = row.body();
            if (rules.of(row.id().type()).isEmpty()) {
                continue;
            }
            Screening screening = body == null ? Screening.UNDECIDED : rules.screen(row.id(), body);
            if (!screening.clear()) {
                looks.add(row);
            } else if (!row.exact() && !screening.presumed().isEmpty()) {
                String group = row.id().type().key() + new TreeSet<>(screening.presumed());
                alike.computeIfAbsent(group, any -> new ArrayList<>()).add(row);
            }
        }
        return new Sifted(looks, alike);
    }
}
