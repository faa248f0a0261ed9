package dev.driftwarden.engine;

import dev.driftwarden.ledger.Missed;
import dev.driftwarden.ledger.Sweep;
import dev.driftwarden.ledger.SweepPart;
import dev.driftwarden.sweep.Gap;
import dev.driftwarden.sweep.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sweep as it stands.
 *
 * @param tally so far
 * @param gaps what it could not see so far, some of them
 * @param partsOver of {@code parts}
 * @param estimatedEnd null when it has ended or nobody can say
 */
public record SweepWatch(
        Sweep sweep,
        Tally tally,
        List<Gap> gaps,
        int partsOver,
        int parts,
        @Nullable Instant estimatedEnd,
        List<Missed> missed) {
    /** Before a twentieth is done, an estimate would be a guess. */
    private static final double TELLING = 0.05;

    public SweepWatch {
        gaps = List.copyOf(gaps);
        missed = List.copyOf(missed);
    }

    public static SweepWatch of(Desk desk, Sweep sweep) {
        List<SweepPart> parts = desk.sweeps().parts(sweep.id());
        Tally sum = sweep.tally();
        List<Gap> gaps = new ArrayList<>(sweep.gaps());
        if (!sweep.state().ended()) {
            for (SweepPart part : parts) {
                sum = sum.plus(part.tally());
                gaps.addAll(part.gaps());
            }
        }
        int over = (int) parts.stream().filter(SweepPart::over).count();
        Instant end =
                sweep.state().ended() ? null : estimate(sweep, sum, desk.clock().instant());
        return new SweepWatch(
                sweep, sum, gaps, over, parts.size(), end, desk.sweeps().missed(sweep.id()));
    }

    private static @Nullable Instant estimate(Sweep sweep, Tally sum, Instant now) {
        double done = sweep.expected() == 0 ? 0 : (double) sum.resources() / sweep.expected();
        if (done < TELLING || done >= 1) {
            return null;
        }
        Duration passed = Duration.between(sweep.startedAt(), now);
        return now.plusMillis((long) (passed.toMillis() * (1 - done) / done));
    }
}
