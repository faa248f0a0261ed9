package dev.driftwarden.engine;

import dev.driftwarden.ledger.ResourceLeases;
import dev.driftwarden.plan.Operation;
import dev.driftwarden.plan.WriteOutcome;
import dev.driftwarden.plan.Writer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes only as long as the lease is held: a worker that was kept waiting does not go on where another one took over, or where a
 * person undid what that one wrote.
 */
record LeasedWriter(Writer writer, ResourceLeases.Taken lease) implements Writer {
    private static final String LOST = "LeaseLost";

    @Override
    public WriteOutcome run(Operation operation, @Nullable String ifMatch, UUID correlationId) {
        return lease.renew()
                ? writer.run(operation, ifMatch, correlationId)
                : new WriteOutcome.Failed(
                        WriteOutcome.Kind.CONFLICT,
                        0,
                        LOST,
                        "Another worker has taken over what is to be written here.",
                        /* retryAfter= */ null);
    }

    static boolean lost(WriteOutcome.Failed failed) {
        return failed.code().equals(LOST);
    }
}
