package dev.driftwarden.sweep;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a part of a sweep came to so far.
 *
 * @param pages of Resource Graph and of lists
 * @param resources found
 * @param looks resources that were read, alone or with what their rules read
 * @param calls requests sent, each attempt counted
 * @param throttledMillis how long requests waited for their turn, over all threads
 * @param failing failing rules by severity
 * @param unknown rules that could not be judged
 * @param opened findings that were new
 * @param missed those of them that an event should have told of
 * @param gaps how much could not be seen
 */
public record Tally(
        long pages,
        long resources,
        long looks,
        long calls,
        long throttledMillis,
        Map<String, Long> failing,
        long unknown,
        long opened,
        long missed,
        long gaps) {
    public static final Tally NONE = new Tally(0, 0, 0, 0, 0, Map.of(), 0, 0, 0, 0);

    public Tally {
        failing = Map.copyOf(failing);
    }

    public Tally plus(Tally more) {
        Map<String, Long> both = new TreeMap<>(failing);
        more.failing.forEach((severity, count) -> both.merge(severity, count, Long::sum));
        return new Tally(
                pages + more.pages,
                resources + more.resources,
                looks + more.looks,
                calls + more.calls,
                throttledMillis + more.throttledMillis,
                both,
                unknown + more.unknown,
                opened + more.opened,
                missed + more.missed,
                gaps + more.gaps);
    }

    /** One look. */
    public static Tally look(Map<String, Long> failing, long unknown, long opened, long missed) {
        return new Tally(0, 0, 1, 0, 0, failing, unknown, opened, missed, 0);
    }

    /** One page. */
    public static final Tally PAGE = new Tally(1, 0, 0, 0, 0, Map.of(), 0, 0, 0, 0);

    /** Some resources that were found. */
    public static Tally found(long resources) {
        return new Tally(0, resources, 0, 0, 0, Map.of(), 0, 0, 0, 0);
    }

    /** The same with what reading has cost. */
    public Tally withCosts(long sent, long waitedMillis) {
        return plus(new Tally(0, 0, 0, sent, waitedMillis, Map.of(), 0, 0, 0, 0));
    }

    public Tally withGaps(long more) {
        return plus(new Tally(0, 0, 0, 0, 0, Map.of(), 0, 0, 0, more));
    }

    public long failures() {
        return failing.values().stream().mapToLong(Long::longValue).sum();
    }
}
