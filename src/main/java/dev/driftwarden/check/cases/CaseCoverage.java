package dev.driftwarden.check.cases;

import dev.driftwarden.rule.RuleInfo;
import dev.driftwarden.rule.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Which rules lack the cases that make them trustworthy: each needs a failing and a passing one. */
public final class CaseCoverage {
    private CaseCoverage() {}

    /** One sentence for each rule and missing kind of case. */
    public static List<String> gaps(Collection<RuleInfo> rules, Collection<RuleCase> cases) {
        List<String> gaps = new ArrayList<>();
        for (RuleInfo rule : rules) {
            for (Verdict needed : List.of(Verdict.FAIL, Verdict.PASS)) {
                boolean there = cases.stream()
                        .anyMatch(c ->
                                c.ruleId().equals(rule.id()) && c.expected().verdict() == needed);
                if (!there) {
                    gaps.add("rule " + rule.id() + " has no case that expects " + needed);
                }
            }
        }
        return gaps;
    }
}
