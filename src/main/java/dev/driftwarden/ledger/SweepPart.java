package dev.driftwarden.ledger;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.driftwarden.sweep.Cursor;
import dev.driftwarden.sweep.Gap;
import dev.driftwarden.sweep.Shard;
import dev.driftwarden.sweep.Tally;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How far one part of a sweep is.
 *
 * @param turn grows with every step that is stored; a message of an earlier turn has been worked on already
 * @param gaps at most 20 of them
 */
public record SweepPart(
        Shard shard, Cursor cursor, int turn, State state, Tally tally, List<Gap> gaps, Instant movedAt) {
    private static final int MOST_GAPS = 20;

    public SweepPart {
        gaps = List.copyOf(gaps.subList(0, Math.min(gaps.size(), MOST_GAPS)));
    }

    /** Where a part is. Written in lower case with hyphens. */
    public enum State {
        WAITING,
        DONE,
        /** Others stand for it. */
        SPLIT,
        /** It was given up: what is missing is among its gaps. */
        GIVEN_UP;

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        @JsonCreator
        static State of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    public static SweepPart of(Shard shard, Instant now) {
        return new SweepPart(shard, Cursor.START, 0, State.WAITING, Tally.NONE, List.of(), now);
    }

    public boolean over() {
        return state != State.WAITING;
    }

    /** One step further. */
    public SweepPart moved(Cursor next, Tally more, List<Gap> unseen, Instant now) {
        return step(next, State.WAITING, more, unseen, now);
    }

    public SweepPart over(State how, Tally more, List<Gap> unseen, Instant now) {
        return step(cursor, how, more, unseen, now);
    }

    private SweepPart step(Cursor next, State how, Tally more, List<Gap> unseen, Instant now) {
        List<Gap> all = new ArrayList<>(gaps);
        all.addAll(unseen);
        return new SweepPart(shard, next, turn + 1, how, tally.plus(more), all, now);
    }
}
