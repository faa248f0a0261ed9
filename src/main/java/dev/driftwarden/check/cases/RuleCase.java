package dev.driftwarden.check.cases;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.world.recorded.RecordedWorld;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One world and what a rule must say of it.
 *
 * @param ruleId the name of the folder that the file lies in
 * @param now the moment at which the world is judged
 * @param params parameters of the rule that differ from their defaults
 * @param subject what is judged; empty when the world holds exactly one object of the rule's type
 */
public record RuleCase(
        String ruleId,
        Path file,
        Instant now,
        Map<String, JsonNode> params,
        RecordedWorld world,
        Optional<ResourceId> subject,
        Expectation expected) {
    /** When a case does not say. Cases speak of ages, so they stand still. */
    static final Instant USUAL_NOW = Instant.parse("2026-01-01T00:00:00Z");

    public RuleCase {
        params = Map.copyOf(params);
    }

    /** {@code <rule id>/<file name without its ending>}. */
    public String name() {
        return ruleId + "/" + file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
    }
}
