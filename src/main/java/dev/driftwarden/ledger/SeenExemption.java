package dev.driftwarden.ledger;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An exemption of Azure Policy from an assignment that the policy file names, as it was last seen.
 *
 * @param id of the exemption; it lies at the scope that it exempts
 * @param rules that it exempts from, as the policy file says
 * @param owner null when it names none
 * @param reason null when it gives none
 * @param until null when it has no end
 * @param problem why it exempts nothing; null when it does
 */
public record SeenExemption(
        String id,
        List<String> rules,
        @Nullable String owner,
        @Nullable String reason,
        @Nullable Instant until,
        @Nullable String problem,
        Instant seenAt) {
    public SeenExemption {
        rules = List.copyOf(rules);
    }

    /** Whether it says the same as when it was seen before. */
    boolean sameAs(SeenExemption before) {
        return new SeenExemption(id, rules, owner, reason, until, problem, before.seenAt()).equals(before);
    }
}
