package dev.driftwarden.plan;

import java.util.UUID;

/** The port through which every write to Azure goes. Implementations never throw for what Azure answers. */
public interface Writer {

    /**
     * Sends one operation and, when Azure answers with a long-running operation, waits for its end (at most a few minutes).
     * Does not retry: the caller re-reads first.
     *
     * @param correlationId sent as {@code x-ms-correlation-request-id}, so that the event caused by this write is recognised
     */
    WriteOutcome run(Operation operation, UUID correlationId);
}
