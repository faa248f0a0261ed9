package dev.driftwarden.finding;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.change.Actor;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.resource.ResourceType;
import dev.driftwarden.rule.Evidence;
import dev.driftwarden.rule.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One rule failing (or not judgeable) on one resource.
 *
 * @param displayName what people call a directory object, whose id is a GUID; chosen by whoever may write it; null when there is none
 * @param revision grows with every stored change, 1 on the first
 * @param round how often it has been opened, 1 on the first time
 * @param cause who and what made it appear this round; null when no event told of it
 * @param decision what was decided last and why; null before the first decision
 * @param planId the current plan; null when there is none
 * @param openings when it was opened and reopened, the latest 20, newest last
 * @param closedAt when it stopped being open; null while it is open
 * @param chosen parameters of the rule that people chose for the fix of this round, by name
 */
public record Finding(
        FindingId id,
        String rule,
        String title,
        String service,
        ResourceId resource,
        ResourceType type,
        @Nullable String displayName,
        Severity severity,
        FindingState state,
        int revision,
        int round,
        String message,
        List<Evidence> evidence,
        List<String> notes,
        @Nullable Cause cause,
        @Nullable JsonNode decision,
        @Nullable String planId,
        Instant openedAt,
        Instant lastSeenAt,
        List<Instant> openings,
        @Nullable Instant closedAt,
        Map<String, String> chosen) {
    public Finding {
        chosen = chosen == null ? Map.of() : Map.copyOf(chosen);
        openings = List.copyOf(openings);
        evidence = List.copyOf(evidence);
        notes = List.copyOf(notes);
    }

    /**
     * The change that led to a finding.
     *
     * @param occurredAt event time as the source gave it
     * @param correlationId null when the event had none
     */
    public record Cause(
            Actor actor,
            String operation,
            Instant occurredAt,
            @Nullable String correlationId) {}

    /** What people know the resource by. */
    public String resourceName() {
        return displayName == null ? resource.name() : displayName;
    }

    public Finding withState(FindingState next, Instant now) {
        return copy(next, decision, planId, next.isOpen() ? null : stillClosed() ? closedAt : now, chosen);
    }

    public Finding withDecision(@Nullable JsonNode made, @Nullable String plan) {
        return copy(state, made, plan, closedAt, chosen);
    }

    /** With other choices of people for its fix. */
    public Finding withChosen(Map<String, String> choices) {
        return copy(state, decision, planId, closedAt, choices);
    }

    private boolean stillClosed() {
        return closedAt != null && !state.isOpen();
    }

    private Finding copy(
            FindingState nextState,
            @Nullable JsonNode nextDecision,
            @Nullable String nextPlan,
            @Nullable Instant closed,
            Map<String, String> nextChosen) {
        return new Finding(
                id,
                rule,
                title,
                service,
                resource,
                type,
                displayName,
                severity,
                nextState,
                revision + 1,
                round,
                message,
                evidence,
                notes,
                cause,
                nextDecision,
                nextPlan,
                openedAt,
                lastSeenAt,
                openings,
                closed,
                nextChosen);
    }
}
