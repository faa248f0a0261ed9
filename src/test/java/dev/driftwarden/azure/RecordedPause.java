package dev.driftwarden.azure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A clock that stands still and a pause that moves it on at once, noting for how long. */
final class RecordedPause extends Clock implements Pause {
    private final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
    private Instant now = Instant.parse("2026-10-01T12:00:00Z");

    @Override
    public synchronized void pause(Duration length) {
        pauses.add(length);
        now = now.plus(length);
    }

    List<Duration> pauses() {
        return List.copyOf(pauses);
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
