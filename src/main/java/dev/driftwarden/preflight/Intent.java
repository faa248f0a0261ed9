package dev.driftwarden.preflight;

import dev.driftwarden.policy.Policy;
import dev.driftwarden.policy.Policy.ModeEntry;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.Mode;
import dev.driftwarden.rule.load.RuleDefinition;
import java.util.EnumSet;
import java.util.Set;

/** What the policy lets the bot do somewhere, whatever the single resource's tags and severity are. */
record Intent(Policy policy) {

    /** Whether there may be a resource in the scope that the rule's fix is written to. */
    boolean mayWrite(RuleDefinition rule, ResourceId scope) {
        Set<Mode> modes = EnumSet.of(policy.defaultMode().atMost(rule.mode()));
        for (ModeEntry entry : policy.modes()) {
            if (!entry.rules().matcher(rule.id()).matches() || !meets(entry, scope)) {
                continue;
            }
            if (coversAll(entry, scope)) {
                modes.clear();
            }
            modes.add(entry.named() ? entry.mode() : entry.mode().atMost(rule.mode()));
        }
        return rule.fix() != null && (modes.contains(Mode.APPROVE) || modes.contains(Mode.AUTO));
    }

    private static boolean meets(ModeEntry entry, ResourceId scope) {
        ResourceId at = entry.scope();
        return at == null || scope.isWithin(at) || at.isWithin(scope) || isManagementGroup(at);
    }

    /** Which subscriptions lie below a management group is not known here. */
    private static boolean isManagementGroup(ResourceId scope) {
        return scope.key().startsWith("/providers/microsoft.management/");
    }

    private static boolean coversAll(ModeEntry entry, ResourceId scope) {
        ResourceId at = entry.scope();
        return (at == null || scope.isWithin(at))
                && entry.tags().isEmpty()
                && entry.severities().isEmpty();
    }
}
