package dev.driftwarden.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.resource.ResourceType;
import dev.driftwarden.rule.RuleInfo;
import dev.driftwarden.rule.Severity;
import dev.driftwarden.rule.Verdict;
import dev.driftwarden.world.recorded.Place;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One rule's answer about one resource, as reports write it.
 *
 * @param message for a person, notes included
 * @param operations of the fix, as JSON; null when there is none
 * @param details everything that is known of it, as the JSON that other programs build on
 * @param place where the resource was read, when it was read from a file
 * @param life what became of it, when the bot keeps it as a finding
 */
public record Line(
        RuleInfo rule,
        ResourceId resource,
        ResourceType type,
        Verdict verdict,
        Severity severity,
        String message,
        @Nullable JsonNode operations,
        JsonNode details,
        @Nullable Place place,
        @Nullable Life life) {

    /**
     * The life of a finding.
     *
     * @param actor who made the change; {@code sweep} when no event told of it
     */
    public record Life(String findingId, FindingState state, Instant openedAt, String actor) {}
}
