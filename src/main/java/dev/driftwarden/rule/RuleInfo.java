package dev.driftwarden.rule;

import dev.driftwarden.resource.ResourceType;
import java.util.List;
import java.util.Map;

/**
 * What everybody may know of a rule without evaluating it.
 *
 * @param id public and stable, for instance {@code storage.https-only}
 * @param version hash over the rule's text and parameters; a plan made with another version is void
 * @param severity the base severity; a judgement may differ
 * @param triggers operations after which the answer may be another, for instance {@code Microsoft.Storage/storageAccounts/write}
 * @param mode the furthest mode that the rule's author allows by default
 * @param controls framework to the controls that this rule covers, for instance {@code cis-azure-5.0 -> [9.3.4]}
 */
public record RuleInfo(
        String id,
        String version,
        String title,
        String service,
        Severity severity,
        ResourceType type,
        String apiVersion,
        List<String> triggers,
        Mode mode,
        Map<String, List<String>> controls) {
    public RuleInfo {
        triggers = List.copyOf(triggers);
        controls = Map.copyOf(controls);
    }
}
