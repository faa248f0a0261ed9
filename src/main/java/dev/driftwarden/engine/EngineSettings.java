package dev.driftwarden.engine;

import java.time.Duration;
import java.util.List;

/**
 * The engine's timing.
 *
 * @param coalesce how long a look waits for further changes of the same resource
 * @param markerLostAfter after which time a marker's message counts as lost
 * @param unsentAfter after which time whoever made a commit will not send its messages any more
 * @param stuckAfter after which time without progress a write or a check counts as lost
 * @param verifyWaits how long to wait before each further check of a fix; when they are used up, the fix has failed
 * @param recheckAfter when a fixed finding is checked once more
 * @param applyTries how often writing a plan is begun before a person is called
 * @param lookTries how often an unreadable resource is looked at again before waiting for the sweep
 */
public record EngineSettings(
        Duration coalesce,
        Duration markerLostAfter,
        Duration unsentAfter,
        Duration stuckAfter,
        List<Duration> verifyWaits,
        Duration recheckAfter,
        int applyTries,
        int lookTries) {
    public EngineSettings {
        verifyWaits = List.copyOf(verifyWaits);
    }

    /** The times of the design: looks after 5 s, verification for two minutes and again after an hour. */
    public static EngineSettings standard(Duration coalesce) {
        return new EngineSettings(
                coalesce,
                Duration.ofMinutes(2),
                Duration.ofMinutes(1),
                Duration.ofMinutes(10),
                List.of(1, 2, 4, 8, 15, 30, 60).stream()
                        .map(Duration::ofSeconds)
                        .toList(),
                Duration.ofHours(1),
                6,
                5);
    }
}
