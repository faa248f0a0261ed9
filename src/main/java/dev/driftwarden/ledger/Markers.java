package dev.driftwarden.ledger;

import dev.driftwarden.finding.Finding.Cause;
import dev.driftwarden.finding.FindingId;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.store.Change;
import dev.driftwarden.store.Page;
import dev.driftwarden.store.RecordKey;
import dev.driftwarden.store.Records;
import dev.driftwarden.store.StoreOutcome;
import dev.driftwarden.store.StoredRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The markers that make many changes of one resource one look: set when a change arrives, taken just before the resource is read.
 */
public final class Markers {
    private static final String TABLE = "markers";
    private static final int KEPT_CAUSES = 5;

    private final Records records;
    private final Codec codec;
    private final Clock clock;

    public Markers(Records records, Codec codec, Clock clock) {
        this.records = records;
        this.codec = codec;
        this.clock = clock;
    }

    /**
     * A resource that waits for a look.
     *
     * @param causes the first changes that asked for it, oldest first; at most 5
     */
    public record Marker(ResourceId subject, List<Cause> causes, Instant setAt) {
        public Marker {
            causes = List.copyOf(causes);
        }
    }

    /**
     * Marks a resource.
     *
     * @return true when a look has to be queued: there was no marker, or one so old that its message must have been lost
     */
    public boolean mark(ResourceId subject, @Nullable Cause cause, Duration lostAfter) {
        List<Cause> causes = cause == null ? List.of() : List.of(cause);
        RecordKey key = key(subject);
        for (int attempt = 0; attempt < 5; attempt++) {
            Marker fresh = new Marker(subject, causes, clock.instant());
            if (records.write(new Change.Insert(key, codec.write(fresh))) == StoreOutcome.OK) {
                return true;
            }
            Optional<StoredRecord> stored = records.get(key);
            if (stored.isEmpty()) {
                continue;
            }
            Marker old = codec.read(stored.get().json(), Marker.class);
            boolean lost = old.setAt().plus(lostAfter).isBefore(clock.instant());
            Marker merged = new Marker(subject, merged(old.causes(), causes), lost ? clock.instant() : old.setAt());
            if (records.write(new Change.Replace(
                            key, codec.write(merged), stored.get().etag()))
                    == StoreOutcome.OK) {
                return lost;
            }
        }
        return true;
    }

    private static List<Cause> merged(List<Cause> old, List<Cause> more) {
        List<Cause> all = new ArrayList<>(old);
        more.stream().filter(cause -> !all.contains(cause)).forEach(all::add);
        return all.subList(0, Math.min(KEPT_CAUSES, all.size()));
    }

    /** Removes the marker and says what asked for the look; empty when there is none. */
    public Optional<Marker> take(ResourceId subject) {
        while (true) {
            Optional<StoredRecord> stored = records.get(key(subject));
            if (stored.isEmpty()) {
                return Optional.empty();
            }
            StoreOutcome outcome = records.write(
                    new Change.Delete(stored.get().key(), stored.get().etag()));
            if (outcome != StoreOutcome.STALE) {
                return Optional.of(codec.read(stored.get().json(), Marker.class));
            }
        }
    }

    /** Markers older than this, whose message must have been lost; at most 1,000. */
    public List<Marker> olderThan(Duration age) {
        Instant limit = clock.instant().minus(age);
        List<Marker> old = new ArrayList<>();
        for (int partition = 0; partition < 16; partition++) {
            Page<StoredRecord> page = records.page(TABLE, Integer.toHexString(partition), "", null, 1000);
            page.items().stream()
                    .map(stored -> codec.read(stored.json(), Marker.class))
                    .filter(marker -> marker.setAt().isBefore(limit))
                    .forEach(old::add);
        }
        return old;
    }

    private static RecordKey key(ResourceId subject) {
        String hash = FindingId.resourceHash(subject);
        return new RecordKey(TABLE, hash.substring(0, 1), hash);
    }
}
