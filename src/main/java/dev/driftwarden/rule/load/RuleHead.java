package dev.driftwarden.rule.load;

import dev.driftwarden.resource.ResourceType;
import dev.driftwarden.rule.Severity;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a rule is called, what it judges and when.
 *
 * @param severity the base; with {@code grade} the gravest that the expression names
 * @param apiVersions with which each of the types is read
 * @param types the judged types, the main one first; never empty
 */
record RuleHead(
        String id,
        String title,
        Severity severity,
        @Nullable Expression grade,
        List<ResourceType> types,
        Map<ResourceType, String> apiVersions,
        List<Trigger> triggers) {

    /** The one version with which all types are read; empty when they differ. */
    String commonVersion() {
        Set<String> versions = Set.copyOf(apiVersions.values());
        return versions.size() == 1 ? versions.iterator().next() : "";
    }
}
