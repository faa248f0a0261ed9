package dev.driftwarden.ledger;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.driftwarden.sweep.Gap;
import dev.driftwarden.sweep.SweepScope;
import dev.driftwarden.sweep.Tally;
import dev.driftwarden.world.BackgroundReads.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One going-through of the tenant.
 *
 * @param startedBy who or what started it
 * @param maxCalls how many calls it may make
 * @param cancelledBy who asked for its end; null for nobody
 * @param endedAt null while it runs
 * @param expected about how many resources there are; 0 while nobody knows
 * @param tally what it came to, complete once it has ended
 * @param gaps what it could not see, at most 50; {@link Tally#gaps} counts all
 * @param rules by id the versions that judge
 * @param nightly what it says about the time since the one before; null while it runs
 */
public record Sweep(
        String id,
        Instant startedAt,
        String startedBy,
        SweepScope scope,
        long maxCalls,
        State state,
        @Nullable String cancelledBy,
        @Nullable Instant endedAt,
        long expected,
        Tally tally,
        List<Gap> gaps,
        Map<String, String> rules,
        @Nullable Nightly nightly) {
    public static final int MOST_GAPS = 50;

    public Sweep {
        gaps = List.copyOf(gaps.subList(0, Math.min(gaps.size(), MOST_GAPS)));
        rules = Map.copyOf(rules);
    }

    /** Where a sweep is in its life. Written in lower case with hyphens. */
    public enum State {
        /** It finds out which parts there are. */
        PLANNING,
        /** Its parts are gone through. */
        RUNNING,
        /** Open findings that no part came across are looked at. */
        RECHECKING,
        /** Everything was seen. */
        COMPLETE,
        /** It came to its end, but could not see everything. */
        PARTIAL,
        /** Somebody ended it. */
        CANCELLED;

        public boolean ended() {
            return this == COMPLETE || this == PARTIAL || this == CANCELLED;
        }

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        static State of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }

    public Sweep running(long resources, List<Gap> unplanned, Usage planning) {
        Tally sum = tally.withGaps(unplanned.size())
                .withCosts(planning.calls(), planning.throttled().toMillis());
        return with(State.RUNNING, cancelledBy, null, resources, sum, unplanned, null);
    }

    public Sweep rechecking() {
        return with(State.RECHECKING, cancelledBy, null, expected, tally, gaps, null);
    }

    public Sweep cancelling(String by) {
        return with(state, by, null, expected, tally, gaps, null);
    }

    public Sweep ended(State how, Instant at, Tally sum, List<Gap> unseen, @Nullable Nightly summary) {
        return with(how, cancelledBy, at, expected, sum, unseen, summary);
    }

    public Sweep withNightly(Nightly summary) {
        return with(state, cancelledBy, endedAt, expected, tally, gaps, summary);
    }

    private Sweep with(
            State next,
            @Nullable String by,
            @Nullable Instant at,
            long resources,
            Tally sum,
            List<Gap> unseen,
            @Nullable Nightly summary) {
        return new Sweep(
                id, startedAt, startedBy, scope, maxCalls, next, by, at, resources, sum, unseen, rules, summary);
    }
}
