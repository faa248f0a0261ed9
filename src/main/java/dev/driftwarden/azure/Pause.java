package dev.driftwarden.azure;

import java.time.Duration;

/** Waiting; a seam so that tests of retries do not sleep. */
@FunctionalInterface
interface Pause {
    Pause SLEEP = length -> Thread.sleep(length.toMillis());

    void pause(Duration length) throws InterruptedException;
}
