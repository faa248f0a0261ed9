package dev.driftwarden.practice;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a practice Azure runs.
 *
 * @param port 0 for any free one
 * @param clock tells the times in bodies and events
 * @param stateFile keeps the estate over restarts; null keeps it in memory only
 * @param eventDelay from a write to the delivery of its event
 * @param operationPolls how many polls of a long-running operation say that it still runs
 * @param pollAfter the {@code Retry-After} of long-running operations, in whole seconds
 * @param unattended after this time an operation ends even when nobody polls it
 * @param pageSize members of a list in one page
 */
public record PracticeOptions(
        int port,
        Clock clock,
        @Nullable Path stateFile,
        Duration eventDelay,
        int operationPolls,
        Duration pollAfter,
        Duration unattended,
        int pageSize) {

    /** For tests and {@code local}: a free port, no state file, events after 20 ms, operations that end at the second poll. */
    public static PracticeOptions defaults() {
        return new PracticeOptions(
                0,
                Clock.systemUTC(),
                null,
                Duration.ofMillis(20),
                /* operationPolls= */ 1,
                /* pollAfter= */ Duration.ZERO,
                /* unattended= */ Duration.ofSeconds(2),
                /* pageSize= */ 100);
    }

    public PracticeOptions withPort(int newPort) {
        return new PracticeOptions(
                newPort, clock, stateFile, eventDelay, operationPolls, pollAfter, unattended, pageSize);
    }

    public PracticeOptions withClock(Clock newClock) {
        return new PracticeOptions(
                port, newClock, stateFile, eventDelay, operationPolls, pollAfter, unattended, pageSize);
    }

    public PracticeOptions withStateFile(Path newStateFile) {
        return new PracticeOptions(
                port, clock, newStateFile, eventDelay, operationPolls, pollAfter, unattended, pageSize);
    }

    public PracticeOptions withEventDelay(Duration newDelay) {
        return new PracticeOptions(port, clock, stateFile, newDelay, operationPolls, pollAfter, unattended, pageSize);
    }

    /** Operations that take so many polls, each asked for after the given time. */
    public PracticeOptions withOperations(int polls, Duration retryAfter) {
        return new PracticeOptions(port, clock, stateFile, eventDelay, polls, retryAfter, unattended, pageSize);
    }

    /** When an operation ends that nobody polls. */
    public PracticeOptions withUnattended(Duration newUnattended) {
        return new PracticeOptions(
                port, clock, stateFile, eventDelay, operationPolls, pollAfter, newUnattended, pageSize);
    }

    public PracticeOptions withPageSize(int newSize) {
        return new PracticeOptions(port, clock, stateFile, eventDelay, operationPolls, pollAfter, unattended, newSize);
    }
}
