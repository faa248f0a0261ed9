package dev.driftwarden.policy;

import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.Severity;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which notices go to which channels. All conditions must hold; an empty set holds always. A notice about the bot as a whole has
 * neither severity, scope, owner nor rule: it goes only where none of these is asked for.
 *
 * @param rules null for all
 * @param scope null for everywhere
 * @param owners values of the owner tag, compared without regard to case
 */
public record NoticeRoute(
        List<String> channels,
        Set<NoticeKind> kinds,
        Set<Severity> severities,
        @Nullable RulePattern rules,
        @Nullable ResourceId scope,
        Set<String> owners) {
    public NoticeRoute {
        channels = List.copyOf(channels);
        kinds = Set.copyOf(kinds);
        severities = Set.copyOf(severities);
        owners = Set.copyOf(owners);
    }

    boolean wants(NoticeKind kind) {
        return kinds.isEmpty() || kinds.contains(kind);
    }

    /** Whether a notice about the bot as a whole goes here. */
    public boolean takes(NoticeKind kind) {
        return wants(kind) && severities.isEmpty() && rules == null && scope == null && owners.isEmpty();
    }

    /**
     * Whether a notice about a finding goes here.
     *
     * @param owner value of the resource's owner tag; empty when it has none
     */
    public boolean takes(NoticeKind kind, Severity severity, String rule, ResourceId resource, String owner) {
        return wants(kind)
                && (severities.isEmpty() || severities.contains(severity))
                && (rules == null || rules.pattern().matcher(rule).matches())
                && (scope == null || resource.isWithin(scope))
                && (owners.isEmpty() || owners.stream().anyMatch(owner::equalsIgnoreCase));
    }
}
