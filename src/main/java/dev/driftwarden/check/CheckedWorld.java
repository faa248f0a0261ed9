package dev.driftwarden.check;

import dev.driftwarden.rule.Judgement;
import dev.driftwarden.world.recorded.RecordedWorld;
import java.util.List;

/** A world and what the rules say of it. */
public record CheckedWorld(RecordedWorld world, List<Judgement> judgements) {
    public CheckedWorld {
        judgements = List.copyOf(judgements);
    }

    public Exit exit() {
        return Exit.of(judgements);
    }
}
