package dev.driftwarden.engine;

import dev.driftwarden.ledger.Sweep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the bot is.
 *
 * @param reasons why it is not well, one sentence each; empty when it is
 * @param queues by name
 * @param setAside how many rejections wait, by source
 * @param oldestUnverified since when the fix that has not moved for longest is being written or verified; null for none
 * @param lastSweep null when there never was one
 * @param missedEventRate share of new drift, from 0 to 1, that the last whole sweep found and no event had told of; null when there
 *     was none, or nothing to compare with
 * @param eventLag null when no event came in the last hour
 */
public record HealthReport(
        List<String> reasons,
        Map<String, QueueState> queues,
        Map<String, Long> setAside,
        @Nullable Instant oldestUnverified,
        @Nullable Sweep lastSweep,
        @Nullable Double missedEventRate,
        @Nullable EventLag eventLag) {
    public HealthReport {
        reasons = List.copyOf(reasons);
    }

    public boolean well() {
        return reasons.isEmpty();
    }

    /**
     * One queue.
     *
     * @param depth about how many messages there are, due or not
     * @param oldest how long the first due one has waited; zero when none is due
     */
    public record QueueState(long depth, Duration oldest) {}

    /**
     * From an event's happening to its being received.
     *
     * @param lastSeconds of the latest event of any worker
     * @param p95Seconds of the worst worker
     */
    public record EventLag(double lastSeconds, double p95Seconds) {}
}
