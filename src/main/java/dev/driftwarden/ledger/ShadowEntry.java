package dev.driftwarden.ledger;

import dev.driftwarden.finding.FindingId;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.Mode;
import java.time.Instant;

/**
 * A plan that nothing but the rule's mode kept from being written, or from being asked about.
 *
 * @param would what would have been done if the rule were automatic: {@code auto} or {@code approve}
 * @param was what was done instead
 */
public record ShadowEntry(
        String planId, FindingId findingId, String rule, ResourceId resource, Mode would, Mode was, Instant at) {}
