package dev.driftwarden.ledger;

import dev.driftwarden.finding.FindingId;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.store.Lease;
import dev.driftwarden.store.Leases;
import dev.driftwarden.store.RecordKey;
import java.time.Duration;
import java.util.Optional;

/** Leases on resources, kept in the store. */
public final class LeaseBook implements ResourceLeases {
    /** Longer than the longest write is waited for. */
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

    @Override
    public Optional<Taken> take(ResourceId resource) {
        String hash = FindingId.resourceHash(resource);
        RecordKey key = new RecordKey("leases", hash.substring(0, 1), hash);
        return leases.take(key, holder, LENGTH).map(this::taken);
    }

    private Taken taken(Lease lease) {
        return () -> leases.release(lease);
    }
}
