package dev.driftwarden.ledger;

import dev.driftwarden.policy.Exemption;
import dev.driftwarden.policy.TagExemption;
import dev.driftwarden.resource.ResourceId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tag about exemptions on a resource with a finding, as it was last seen.
 *
 * @param rules those it names; empty when it is malformed
 * @param until when it ends; null when it is malformed
 * @param problem what is wrong with it; null when nothing is
 */
public record SeenTag(
        ResourceId resource,
        String tag,
        String value,
        List<String> rules,
        @Nullable String owner,
        @Nullable Instant until,
        @Nullable String problem,
        Instant seenAt) {
    public SeenTag {
        rules = List.copyOf(rules);
    }

    public static SeenTag of(ResourceId resource, TagExemption tag, Instant now) {
        List<Exemption> all = tag.exemptions();
        return new SeenTag(
                resource,
                tag.tag(),
                tag.value(),
                all.stream().map(one -> one.rules().text()).toList(),
                all.isEmpty() ? null : all.get(0).owner(),
                all.isEmpty() ? null : all.get(0).until(),
                tag.problem(),
                now);
    }

    /** Whether it says the same as when it was seen before. */
    boolean sameAs(SeenTag before) {
        return value.equals(before.value()) && rules.equals(before.rules());
    }
}
