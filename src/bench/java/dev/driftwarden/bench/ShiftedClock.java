package dev.driftwarden.bench;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The real time plus what was skipped, so that nothing has to wait for a delayed message. Safe for many threads. */
final class ShiftedClock extends Clock {
    private volatile Duration shift = Duration.ZERO;

    synchronized void skip(Duration duration) {
        shift = shift.plus(duration);
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(shift);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the bot works in UTC");
    }
}
