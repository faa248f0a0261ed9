package dev.driftwarden.check.cases;

import dev.driftwarden.rule.Judgement;
import java.util.List;
import java.util.Optional;

/**
 * How a case went.
 *
 * @param differences between what was expected and what came out, each in words; empty when the case holds
 * @param judgement what came out; empty when the rule could not be asked
 */
public record CaseOutcome(List<String> differences, Optional<Judgement> judgement) {
    public CaseOutcome {
        differences = List.copyOf(differences);
    }

    static CaseOutcome notRun(String why) {
        return new CaseOutcome(List.of(why), Optional.empty());
    }

    public boolean holds() {
        return differences.isEmpty();
    }
}
