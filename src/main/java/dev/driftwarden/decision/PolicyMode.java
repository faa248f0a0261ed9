package dev.driftwarden.decision;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.decision.Decision.Reason;
import dev.driftwarden.policy.Policy;
import dev.driftwarden.policy.Policy.ModeEntry;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.Mode;
import dev.driftwarden.rule.RuleInfo;
import dev.driftwarden.rule.Severity;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The mode that the policy file gives a rule on a resource, before anything else is considered. */
public final class PolicyMode {
    private PolicyMode() {}

    /**
     * The mode with the line that gave it.
     *
     * @param severity as it applies to the resource
     * @param resource or a scope that stands for everything below it
     * @param body for its tags; null when it could not be read: then no line that asks for tags matches
     */
    public static Reason of(
            Policy policy, RuleInfo rule, Severity severity, ResourceId resource, @Nullable JsonNode body) {
        Optional<ModeEntry> entry = lastMatch(policy, rule, severity, resource, body);
        if (entry.isEmpty()) {
            Mode mode = policy.defaultMode().atMost(rule.mode());
            return new Reason("policy-default", "No line of the policy matches: default mode " + mode + ".", mode);
        }
        ModeEntry line = entry.get();
        Mode mode = line.named() ? line.mode() : line.mode().atMost(rule.mode());
        String capped = mode == line.mode() ? "" : ", lowered to the rule's own mode " + mode;
        return new Reason("policy-mode", "Policy line '" + line.text() + "' says " + line.mode() + capped + ".", mode);
    }

    private static Optional<ModeEntry> lastMatch(
            Policy policy, RuleInfo rule, Severity severity, ResourceId resource, @Nullable JsonNode body) {
        return policy.modes().stream()
                .filter(entry -> entry.rules().matcher(rule.id()).matches())
                .filter(entry -> entry.scope() == null || resource.isWithin(entry.scope()))
                .filter(entry -> Tags.match(entry.tags(), body))
                .filter(entry ->
                        entry.severities().isEmpty() || entry.severities().contains(severity))
                .reduce((earlier, later) -> later);
    }
}
