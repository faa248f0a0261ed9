package dev.driftwarden.decision;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.change.Actor;
import dev.driftwarden.policy.Policy;
import dev.driftwarden.rule.Judgement;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything a decision depends on.
 *
 * @param judgement a failing one
 * @param resource the body, for its tags; null when it could not be read
 * @param actor who made the change; null when a sweep found it
 * @param recentOpenings when the finding was opened or reopened, newest last
 * @param killSwitch why it is on; null when it is off
 * @param hold why the finding is held; null when it is not
 * @param guards general reasons to be careful (locks, managed resource groups), besides the rule's own
 * @param budget whether a write fits into what is left of this hour; the text names the exhausted budget, null when it fits
 */
public record Situation(
        Judgement judgement,
        Policy policy,
        @Nullable JsonNode resource,
        @Nullable Actor actor,
        List<Instant> recentOpenings,
        @Nullable String killSwitch,
        @Nullable String hold,
        List<dev.driftwarden.rule.GuardResult> guards,
        @Nullable String budget,
        Instant now) {
    public Situation {
        recentOpenings = List.copyOf(recentOpenings);
        guards = List.copyOf(guards);
    }
}
