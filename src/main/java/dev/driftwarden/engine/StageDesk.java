package dev.driftwarden.engine;

import dev.driftwarden.engine.Answer.Done;
import dev.driftwarden.engine.Answer.Reason;
import dev.driftwarden.engine.Answer.Refused;
import dev.driftwarden.ledger.RuleStage;
import dev.driftwarden.policy.Promotions;
import dev.driftwarden.policy.RulePattern;
import dev.driftwarden.rule.Mode;
import dev.driftwarden.rule.RuleInfo;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Promotes and demotes rules on an administrator's word, as far as the policy allows. */
public final class StageDesk {
    private static final Logger LOG = LoggerFactory.getLogger(StageDesk.class);

    private final Desk desk;
    private final Relook relook;

    public StageDesk(Desk desk) {
        this.desk = desk;
        this.relook = new Relook(desk);
    }

    /** Sets how far a rule may go; setting it again to the same changes nothing. */
    public Answer set(String ruleId, Mode mode, Person person, String reason) {
        return audited(ruleId, person, refusal(ruleId, person, reason).or(() -> tooFar(ruleId, mode)), () -> {
            Optional<RuleStage> before = desk.stages().find(ruleId);
            if (before.isPresent() && before.get().mode() == mode) {
                return new Done("The rule is at " + mode + " already.");
            }
            String from = before.map(stage -> stage.mode().toString()).orElse("policy");
            desk.audit()
                    .append(
                            "rule-staged",
                            person.label(),
                            ruleId,
                            Map.of("from", from, "to", mode.toString(), "reason", reason));
            desk.stages()
                    .set(new RuleStage(
                            ruleId, mode, person.label(), reason, desk.clock().instant()));
            Mode was = before.map(RuleStage::mode).orElse(furthest(ruleId));
            return changed(ruleId, mode.compareTo(was) < 0, "The rule is at " + mode + " from now on.");
        });
    }

    /** Lets the policy alone decide again. */
    public Answer clear(String ruleId, Person person, String reason) {
        return audited(ruleId, person, refusal(ruleId, person, reason), () -> {
            if (desk.stages().find(ruleId).isEmpty()) {
                return new Done("The policy alone decides already.");
            }
            desk.audit()
                    .append(
                            "rule-staged",
                            person.label(),
                            ruleId,
                            Map.of("from", "stage", "to", "policy", "reason", reason));
            desk.stages().clear(ruleId);
            return changed(ruleId, /* lowered= */ false, "The policy alone decides about the rule from now on.");
        });
    }

    /**
     * After a demotion open findings are decided about at once, so open questions end; after a promotion only new drift and the nightly
     * sweep are, so that one click does not set off many writes.
     */
    private Done changed(String ruleId, boolean lowered, String text) {
        LOG.warn("rule staged rule={}", ruleId);
        if (lowered) {
            relook.at(RulePattern.of(ruleId), null);
        }
        return new Done(text);
    }

    private Answer audited(String ruleId, Person person, Optional<Refused> refused, Supplier<Answer> act) {
        if (refused.isEmpty()) {
            return act.get();
        }
        return refused.get().audited(desk.audit(), person, ruleId);
    }

    private Optional<Refused> refusal(String ruleId, Person person, String reason) {
        if (!person.holds(KillSwitchDesk.ROLE)) {
            return refuse(Reason.FORBIDDEN, "Only people with the role " + KillSwitchDesk.ROLE + " may stage a rule.");
        }
        if (desk.rules().get().find(ruleId).isEmpty()) {
            return refuse(Reason.NOT_FOUND, "There is no such rule.");
        }
        return reason.isBlank() || reason.length() > 2000
                ? refuse(Reason.INVALID, "Staging a rule needs a reason of at most 2,000 characters.")
                : Optional.empty();
    }

    /** A stage that could count nowhere would only mislead. */
    private Optional<Refused> tooFar(String ruleId, Mode mode) {
        Mode furthest = furthest(ruleId);
        return mode.compareTo(furthest) > 0
                ? refuse(
                        Reason.FORBIDDEN,
                        "The policy allows this rule no further than " + furthest
                                + "; a line of 'promotions' in the policy file can allow more.")
                : Optional.empty();
    }

    /** The furthest that policy, promotions and the rule itself let a rule go anywhere. */
    public Mode furthest(String ruleId) {
        Optional<RuleInfo> rule = desk.rules().get().find(ruleId);
        Mode own = rule.map(RuleInfo::mode).orElse(Mode.OBSERVE);
        Mode byPolicy = desk.policy().get().modes().stream()
                .filter(line -> line.rules().matcher(ruleId).matches())
                .map(line -> line.named() ? line.mode() : line.mode().atMost(own))
                .reduce(desk.policy().get().defaultMode().atMost(own), StageDesk::further);
        return desk.policy().get().promotions().lines().stream()
                .filter(line -> line.rules().matches(ruleId))
                .map(line -> reach(line, own))
                .reduce(byPolicy, StageDesk::further);
    }

    private static Mode reach(Promotions.Line line, Mode own) {
        return line.rules().named() ? line.upTo() : line.upTo().atMost(own);
    }

    private static Mode further(Mode a, Mode b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static Optional<Refused> refuse(Reason reason, String text) {
        return Optional.of(new Refused(reason, text));
    }
}
