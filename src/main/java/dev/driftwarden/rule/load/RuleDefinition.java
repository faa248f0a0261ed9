package dev.driftwarden.rule.load;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.resource.ResourceType;
import dev.driftwarden.rule.Mode;
import dev.driftwarden.rule.Severity;
import dev.driftwarden.yaml.Place;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rule as its file says it; nothing is compiled yet.
 *
 * @param fingerprint hash over the rule's text
 * @param types the judged types, the main one first
 * @param apiVersions with which each of the types is read
 * @param severity the base; with {@code grade} the gravest that the expression names
 * @param reads in the order of the file
 * @param ticket advice for a person where there is no fix; null when there is none
 * @param judgesAbsent whether a resource that is gone is judged too
 * @param overrides whether it replaces a shipped rule of the same id
 */
public record RuleDefinition(
        Place place,
        String id,
        String fingerprint,
        String title,
        String service,
        Severity severity,
        @Nullable Expression grade,
        List<ResourceType> types,
        Map<ResourceType, String> apiVersions,
        List<Trigger> triggers,
        Map<String, Parameter> params,
        List<Condition> applies,
        List<ReadSpec> reads,
        Map<String, Expression> lets,
        Expression fail,
        Template message,
        List<EvidenceSpec> evidence,
        List<Condition> notes,
        List<GuardSpec> guards,
        @Nullable FixSpec fix,
        @Nullable Template ticket,
        Mode mode,
        Map<String, List<String>> controls,
        boolean judgesAbsent,
        boolean overrides) {

    public ResourceType type() {
        return types.get(0);
    }

    /** What its parameters are when nobody sets them. */
    public Map<String, JsonNode> defaults() {
        Map<String, JsonNode> defaults = new LinkedHashMap<>();
        params.forEach((name, parameter) -> defaults.put(name, parameter.initial()));
        return defaults;
    }

    /** The api-version with which a type is read and written; that of the main type for others. */
    public String apiVersion(ResourceType type) {
        String own = apiVersions.get(type);
        return own == null ? apiVersions.getOrDefault(type(), "") : own;
    }
}
