package dev.driftwarden.check;

import dev.driftwarden.rule.Judgement;
import dev.driftwarden.sweep.Tally;
import dev.driftwarden.world.recorded.RecordedWorld;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A world and what the rules say of it.
 *
 * @param world the files; null when a live tenant was looked at
 * @param coverage how much of a live tenant was seen, where only what fails or is unknown is among the judgements; null for files
 */
public record CheckedWorld(
        @Nullable RecordedWorld world,
        List<Judgement> judgements,
        @Nullable Coverage coverage) {
    static final Coverage SEEN = new Coverage(Tally.NONE, 0, Duration.ZERO, List.of());

    public CheckedWorld {
        judgements = List.copyOf(judgements);
    }

    public CheckedWorld(RecordedWorld world, List<Judgement> judgements) {
        this(world, judgements, null);
    }

    /** What was not seen is unknown. */
    public Exit exit() {
        Exit exit = Exit.of(judgements);
        boolean partial = coverage != null && !coverage.gaps().isEmpty();
        return exit == Exit.CLEAN && partial ? Exit.UNKNOWN : exit;
    }
}
