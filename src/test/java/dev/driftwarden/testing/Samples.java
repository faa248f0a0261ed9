package dev.driftwarden.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.driftwarden.plan.Fix;
import dev.driftwarden.plan.Operation;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.GuardResult;
import dev.driftwarden.rule.Judgement;
import dev.driftwarden.rule.Mode;
import dev.driftwarden.rule.RuleInfo;
import dev.driftwarden.rule.Severity;
import dev.driftwarden.rule.Verdict;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A rule and judgements of it, for tests that do not care which. */
public final class Samples {
    public static final ResourceId ACCOUNT = ResourceId.parse(
            "/subscriptions/00000000-0000-0000-0000-00000000000a/resourceGroups/rg-docs/providers/Microsoft.Storage/storageAccounts/stcontosodocs01");

    private Samples() {}

    public static RuleInfo rule(Mode mode) {
        return new RuleInfo(
                "storage.https-only",
                "v1",
                "Plain HTTP is accepted",
                "storage",
                Severity.HIGH,
                ACCOUNT.type(),
                "2023-05-01",
                List.of("Microsoft.Storage/storageAccounts/write"),
                mode,
                Map.of());
    }

    public static Fix fix(boolean reversible) {
        Operation on = patch(true);
        return new Fix(
                List.of(on),
                List.of("properties.supportsHttpsTrafficOnly"),
                "HTTP clients stop working.",
                reversible ? List.of(patch(false)) : List.of(),
                "");
    }

    private static Operation patch(boolean httpsOnly) {
        return new Operation(
                Operation.Method.PATCH,
                ACCOUNT,
                "2023-05-01",
                json("{\"properties\":{\"supportsHttpsTrafficOnly\":" + httpsOnly + "}}"));
    }

    public static JsonNode account(boolean httpsOnly, Map<String, String> tags) {
        StringBuilder tagText = new StringBuilder();
        tags.forEach((k, v) -> tagText.append(tagText.isEmpty() ? "" : ",")
                .append('"')
                .append(k)
                .append("\":\"")
                .append(v)
                .append('"'));
        return json("{\"id\":\"" + ACCOUNT + "\",\"type\":\"Microsoft.Storage/storageAccounts\",\"tags\":{" + tagText
                + "},\"properties\":{\"supportsHttpsTrafficOnly\":" + httpsOnly + "}}");
    }

    public static Judgement failing(Mode ruleMode, @Nullable Fix fix, List<GuardResult> guards) {
        return new Judgement(
                rule(ruleMode),
                ACCOUNT,
                ACCOUNT.type(),
                Verdict.FAIL,
                Severity.HIGH,
                "Plain HTTP is accepted.",
                List.of(),
                fix,
                guards,
                List.of(),
                false,
                account(false, Map.of()));
    }

    public static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
