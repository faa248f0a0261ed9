package dev.driftwarden.decision;

import dev.driftwarden.decision.Decision.Reason;
import dev.driftwarden.ledger.RuleStage;
import dev.driftwarden.policy.Promotions;
import dev.driftwarden.rule.Judgement;
import dev.driftwarden.rule.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The mode that a decision starts from: the policy's line, then how far people have staged the rule. A stage below the policy's mode
 * always counts; one above it only as far as the policy's promotions allow. See docs/decisions/0012-stages-between-policy-and-rule.md.
 */
final class StartingMode {
    private StartingMode() {}

    /** One or two reasons; the last one's mode is the start. */
    static List<Reason> reasons(Situation situation) {
        List<Reason> reasons = new ArrayList<>();
        Judgement judgement = situation.judgement();
        Reason policy = PolicyMode.of(
                situation.policy(), judgement.rule(), judgement.severity(), judgement.resource(), situation.resource());
        reasons.add(policy);
        RuleStage stage = situation.stage();
        if (stage != null) {
            reasons.add(staged(situation, stage, policy.mode()));
        }
        return reasons;
    }

    private static Reason staged(Situation situation, RuleStage stage, Mode policy) {
        String said = "The rule was set to " + stage.mode() + " by " + stage.by() + ": " + stage.reason();
        if (stage.mode().compareTo(policy) <= 0) {
            return new Reason("stage", said + ".", stage.mode());
        }
        Judgement judgement = situation.judgement();
        Optional<Promotions.Line> line =
                situation.policy().promotions().line(judgement.rule().id(), judgement.resource());
        if (line.isEmpty()) {
            return new Reason("stage-not-allowed", said + "; the policy allows no promotion here.", policy);
        }
        Mode most = line.get().rules().named()
                ? line.get().upTo()
                : line.get().upTo().atMost(judgement.rule().mode());
        Mode mode = most.compareTo(policy) > 0 ? stage.mode().atMost(most) : policy;
        String capped = mode == stage.mode() ? "." : "; the policy and the rule allow no more than " + mode + ".";
        return new Reason("stage", said + capped, mode);
    }
}
