package dev.driftwarden.rule;

import dev.driftwarden.world.Read;
import java.util.List;

/**
 * The outcome of looking at one resource with all rules of its type.
 *
 * @param subject how reading the resource itself went
 * @param judgements one for each rule of the type; when the resource is absent, only of rules that judge absence
 */
public record Look(Read subject, List<Judgement> judgements) {
    public Look {
        judgements = List.copyOf(judgements);
    }
}
