package dev.driftwarden.ledger;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Something that could not be used and was set aside: an event, or a message that failed for good. The same text from the same
 * source is one rejection, however often it comes.
 *
 * @param id hash of source and text
 * @param source {@code event}, {@code directory-audit}, {@code sweep}, {@code dead-letter}, or the name of a queue
 * @param reason why it could not be used the last time
 * @param excerpt the beginning of its text, secrets taken out; the whole is kept apart
 * @param characters of the whole text
 * @param attempts how often it failed so far
 * @param firstAt when it was set aside first
 * @param at when it last changed
 * @param history the last 20 things that happened to it, oldest first
 */
public record Rejection(
        String id,
        String source,
        String reason,
        String excerpt,
        int characters,
        State state,
        int attempts,
        Instant firstAt,
        Instant at,
        List<Step> history) {
    static final int KEPT_STEPS = 20;

    public Rejection {
        history = List.copyOf(history);
    }

    /** Where it is. */
    public enum State {
        /** For a person to decide. */
        WAITING,
        /** It was put back to where it came from. */
        REPLAYED,
        /** A person decided that it is not needed. */
        DROPPED;

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One thing that happened to it.
     *
     * @param who a person, or {@code driftwarden}
     * @param what {@code failed}, {@code replayed}, {@code dropped}
     */
    public record Step(Instant at, String who, String what, String text) {}

    /** As it is after this step. */
    Rejection after(Step step, State next, String why, int failures) {
        List<Step> steps = new ArrayList<>(history);
        steps.add(step);
        List<Step> kept = steps.subList(Math.max(0, steps.size() - KEPT_STEPS), steps.size());
        return new Rejection(id, source, why, excerpt, characters, next, attempts + failures, firstAt, step.at(), kept);
    }

    public boolean waiting() {
        return state == State.WAITING;
    }
}
