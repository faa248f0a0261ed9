package dev.driftwarden.check.cases;

import dev.driftwarden.check.Subjects;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.Judgement;
import dev.driftwarden.rule.RuleInfo;
import dev.driftwarden.rule.Rules;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks rules about the worlds of cases. */
public final class CaseRunner {
    private final Rules rules;

    public CaseRunner(Rules rules) {
        this.rules = rules.at(RuleCase.USUAL_NOW, Map.of());
    }

    public CaseOutcome run(RuleCase ruleCase) {
        Optional<RuleInfo> rule = rules.find(ruleCase.ruleId());
        if (rule.isEmpty()) {
            return CaseOutcome.notRun("there is no rule '" + ruleCase.ruleId() + "'; the folder must bear a rule's id");
        }
        List<ResourceId> subjects = subjects(ruleCase, rule.get());
        if (subjects.size() != 1) {
            return CaseOutcome.notRun("the world holds " + subjects.size() + " objects of type "
                    + rule.get().type() + "; name one as 'subject'");
        }
        Judgement judgement = rules(ruleCase).judge(rule.get(), subjects.get(0), ruleCase.world());
        return new CaseOutcome(Differences.between(ruleCase.expected(), judgement), Optional.of(judgement));
    }

    private List<ResourceId> subjects(RuleCase ruleCase, RuleInfo rule) {
        return ruleCase.subject().map(List::of).orElseGet(() -> Subjects.ofRule(rule, rules, ruleCase.world()));
    }

    private Rules rules(RuleCase ruleCase) {
        boolean usual = ruleCase.params().isEmpty() && ruleCase.now().equals(RuleCase.USUAL_NOW);
        return usual ? rules : rules.at(ruleCase.now(), Map.of(ruleCase.ruleId(), ruleCase.params()));
    }
}
