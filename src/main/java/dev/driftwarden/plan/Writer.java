package dev.driftwarden.plan;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The port through which every write to Azure goes. Implementations never throw for what Azure answers. */
public interface Writer {

    /**
     * Sends one operation and, when Azure answers with a long-running operation, waits for its end (at most a few minutes).
     * Does not retry: the caller re-reads first.
     *
     * @param ifMatch the version of the target that may be written over (see {@link Etags}); null for any
     * @param correlationId sent as {@code x-ms-correlation-request-id}, so that the event caused by this write is recognised
     */
    WriteOutcome run(Operation operation, @Nullable String ifMatch, UUID correlationId);

    /** Writes over whatever version is there. */
    default WriteOutcome run(Operation operation, UUID correlationId) {
        return run(operation, /* ifMatch= */ null, correlationId);
    }
}
