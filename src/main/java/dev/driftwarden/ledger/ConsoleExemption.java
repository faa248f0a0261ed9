package dev.driftwarden.ledger;

import dev.driftwarden.policy.Exemption;
import dev.driftwarden.policy.RulePattern;
import dev.driftwarden.resource.ResourceId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An exemption that a person made.
 *
 * @param id 32 hex digits
 * @param rules a rule id; {@code *} stands for any characters
 * @param by the person who made it; the owner answers for it
 * @param ended null while it counts
 */
public record ConsoleExemption(
        String id,
        String rules,
        ResourceId scope,
        String owner,
        String reason,
        Instant until,
        String by,
        Instant at,
        @Nullable Ending ended) {

    /** How it ended: by a person, or with its time by the bot. */
    public record Ending(String by, String reason, Instant at) {}

    public ConsoleExemption ended(Ending ending) {
        return new ConsoleExemption(id, rules, scope, owner, reason, until, by, at, ending);
    }

    public Exemption exemption() {
        return new Exemption(
                Exemption.Source.CONSOLE, RulePattern.of(rules), scope, Map.of(), owner, reason, until, at);
    }
}
