package dev.driftwarden.rule.load;

import dev.driftwarden.resource.ResourceType;
import dev.driftwarden.rule.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rule is called, what it judges and when.
 *
 * @param severity the base; with {@code grade} the gravest that the expression names
 * @param types the judged types, the main one first; never empty
 */
record RuleHead(
        String id,
        String title,
        Severity severity,
        @Nullable Expression grade,
        List<ResourceType> types,
        String apiVersion,
        List<Trigger> triggers) {}
