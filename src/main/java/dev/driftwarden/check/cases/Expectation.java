package dev.driftwarden.check.cases;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.rule.Severity;
import dev.driftwarden.rule.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a case expects. Whatever is not stated is not looked at, with one exception: a fix that the rule proposes must be
 * stated, together with its undo.
 *
 * @param messageContains parts of the message or of its notes; case matters
 * @param evidence values by path; {@code null} stands for a missing one
 * @param fix the operations, empty for none; in the form of the JSON output of {@code check}
 */
public record Expectation(
        Verdict verdict,
        Optional<Severity> severity,
        List<String> messageContains,
        Map<String, JsonNode> evidence,
        Optional<JsonNode> fix,
        Optional<JsonNode> undo) {
    public Expectation {
        messageContains = List.copyOf(messageContains);
        evidence = Map.copyOf(evidence);
    }
}
