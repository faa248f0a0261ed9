package dev.driftwarden.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that moves only when told. */
public final class MutableClock extends Clock {
    private static final Instant START = Instant.parse("2026-03-01T02:03:04Z");

    private final AtomicLong passedMillis = new AtomicLong();

    public void advance(Duration time) {
        passedMillis.addAndGet(time.toMillis());
    }

    @Override
    public Instant instant() {
        return START.plusMillis(passedMillis.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("always UTC");
    }
}
