package dev.driftwarden.ledger;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What has changed since the sweep before.
 *
 * @param since when that began; null when there was none, and then nothing counts as missed
 * @param newBySeverity findings that were opened since, however they were found
 * @param byEvents those of them that an event told of
 * @param missed by suspected cause those that an event should have told of and none did
 * @param fixed findings that the bot fixed since
 * @param resolved findings that somebody else fixed since
 * @param gone findings whose resource is gone since
 * @param stillOpen open findings that are older
 * @param exempt open findings that an exemption covers
 */
public record Nightly(
        @Nullable Instant since,
        Map<String, Long> newBySeverity,
        long byEvents,
        Map<String, Long> missed,
        long fixed,
        long resolved,
        long gone,
        long stillOpen,
        long exempt) {
    public Nightly {
        newBySeverity = Map.copyOf(newBySeverity);
        missed = Map.copyOf(missed);
    }

    public long missedCount() {
        return missed.values().stream().mapToLong(Long::longValue).sum();
    }

    public long newCount() {
        return newBySeverity.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The share of new drift that no event told of, from 0 to 1; null when there was none to tell of, or nothing to compare with. */
    public @Nullable Double missedRate() {
        long all = byEvents + missedCount();
        return since == null || all == 0 ? null : (double) missedCount() / all;
    }

    /** The same after an event arrived late. */
    Nightly late(String suspected) {
        Map<String, Long> causes = new TreeMap<>(missed);
        causes.computeIfPresent(suspected, (cause, count) -> count > 1 ? count - 1 : null);
        causes.merge(Missed.Suspect.LATE.toString(), 1L, Long::sum);
        return new Nightly(since, newBySeverity, byEvents, causes, fixed, resolved, gone, stillOpen, exempt);
    }
}
