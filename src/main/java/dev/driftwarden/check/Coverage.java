package dev.driftwarden.check;

import dev.driftwarden.sweep.Gap;
import dev.driftwarden.sweep.Tally;
import java.time.Duration;
import java.util.List;

/**
 * How much of a tenant was seen.
 *
 * @param gaps what was not; empty when everything was
 */
public record Coverage(Tally tally, long calls, Duration throttled, List<Gap> gaps) {
    public Coverage {
        gaps = List.copyOf(gaps);
    }

    /** {@code complete} or {@code partial}. */
    public String outcome() {
        return gaps.isEmpty() ? "complete" : "partial";
    }
}
