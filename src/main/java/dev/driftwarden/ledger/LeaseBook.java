package dev.driftwarden.ledger;

import dev.driftwarden.finding.FindingId;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.store.Change;
import dev.driftwarden.store.Lease;
import dev.driftwarden.store.Leases;
import dev.driftwarden.store.RecordKey;
import dev.driftwarden.store.Records;
import java.time.Duration;
import java.util.Optional;

/** Leases on resources, kept in the store. */
public final class LeaseBook implements ResourceLeases {
    private static final String TABLE = "leases";

    /** Longer than the longest write is waited for; it begins anew with each. */
    private static final Duration LENGTH = Duration.ofMinutes(6);

    private final Leases leases;
    private final String holder;

    /**
     * A book.
     *
     * @param holder who takes leases here, for people to read
     */
    public LeaseBook(Leases leases, String holder) {
        this.leases = leases;
        this.holder = holder;
    }

    /** Ends every lease. Only for a store that no other process has open: whoever held one is gone. */
    public static void endAll(Records records) {
        for (int partition = 0; partition < 16; partition++) {
            records.page(TABLE, Integer.toHexString(partition), "", null, 1000)
                    .items()
                    .forEach(lease -> records.write(new Change.Delete(lease.key(), null)));
        }
    }

    @Override
    public Optional<Taken> take(ResourceId resource) {
        String hash = FindingId.resourceHash(resource);
        RecordKey key = new RecordKey(TABLE, hash.substring(0, 1), hash);
        return leases.take(key, holder, LENGTH).map(this::taken);
    }

    private Taken taken(Lease lease) {
        return new Taken() {
            @Override
            public boolean renew() {
                return leases.renew(lease, LENGTH).isPresent();
            }

            @Override
            public void close() {
                leases.release(lease);
            }
        };
    }
}
