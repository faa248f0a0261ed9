package dev.driftwarden.baseline;

import dev.driftwarden.ledger.Codec;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.store.Change;
import dev.driftwarden.store.RecordKey;
import dev.driftwarden.store.Records;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was last seen of each kind of directory policy, so that a change shows without an event. */
public final class Sightings {
    private static final String TABLE = "watch";
    private static final String PARTITION = "directory";

    private final Records records;
    private final Codec codec;

    public Sightings(Records records, Codec codec) {
        this.records = records;
        this.codec = codec;
    }

    /**
     * The last look at a kind.
     *
     * @param hashes by the object's path what it said
     * @param unexplained changes of which nobody knows yet who made them
     * @param problem why the last look failed; null when it did not
     */
    public record Sighting(
            Instant at,
            Map<String, String> hashes,
            List<Unexplained> unexplained,
            @Nullable String problem) {
        public Sighting {
            hashes = Map.copyOf(hashes);
            unexplained = List.copyOf(unexplained);
        }
    }

    /** A change that was seen without its maker. */
    public record Unexplained(ResourceId subject, String operation, Instant seenAt) {}

    public Optional<Sighting> last(PolicyKind kind) {
        return records.get(key(kind)).flatMap(stored -> codec.tryRead(stored.json(), Sighting.class));
    }

    public void seen(PolicyKind kind, Sighting sighting) {
        records.write(new Change.Put(key(kind), codec.write(sighting)));
    }

    private static RecordKey key(PolicyKind kind) {
        return new RecordKey(TABLE, PARTITION, kind.path().replace('/', '.'));
    }
}
