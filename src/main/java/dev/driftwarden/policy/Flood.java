package dev.driftwarden.policy;

import java.time.Duration;
import java.time.Instant;

/** From when on many become one: more than so many within so long. */
public record Flood(int moreThan, Duration within) {
    public static final Flood OF_NOTICES = new Flood(10, Duration.ofMinutes(10));
    public static final Flood OF_TICKETS = new Flood(10, Duration.ofHours(1));

    /** When the stretch of time began that a moment lies in. */
    public Instant begin(Instant at) {
        long seconds = within.toSeconds();
        return Instant.ofEpochSecond(at.getEpochSecond() / seconds * seconds);
    }
}
