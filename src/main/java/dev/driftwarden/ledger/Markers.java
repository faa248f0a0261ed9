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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The markers that make many changes of one resource one look: set when a change arrives, taken just before the resource is read,
 * removed when what was seen is recorded. A change that arrives in between marks the resource anew.
 */
public final class Markers {
    private static final String TABLE = "markers";
    private static final int KEPT_CAUSES = 5;
    private static final int TRIES = 20;

    private final Records records;
    private final Codec codec;
    private final Clock clock;

    public Markers(Records records, Codec codec, Clock clock) {
        this.records = records;
        this.codec = codec;
        this.clock = clock;
    }

    /**
     * A resource that waits for a look or is being looked at.
     *
     * @param causes the latest changes that asked for it, oldest first; at most 5
     * @param setAt when it was set or taken
     * @param taken whether a look has begun
     */
    public record Marker(ResourceId subject, List<Cause> causes, Instant setAt, boolean taken) {
        public Marker {
            causes = List.copyOf(causes);
        }

        private Marker with(Instant at, boolean takenNow) {
            return new Marker(subject, causes, at, takenNow);
        }
    }

    /**
     * Marks a resource.
     *
     * @return true when a look has to be queued: there was no marker, its look has begun, or it is so old that its message must
     *     have been lost
     */
    public boolean mark(ResourceId subject, @Nullable Cause cause, Duration lostAfter) {
        List<Cause> causes = cause == null ? List.of() : List.of(cause);
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Optional<Held<Marker>> present = find(subject);
            Instant now = clock.instant();
            boolean waits = present.isPresent()
                    && !present.get().value().taken()
                    && !present.get().value().setAt().plus(lostAfter).isBefore(now);
            List<Cause> all =
                    present.map(held -> merged(held.value().causes(), causes)).orElse(causes);
            Instant since = waits ? present.get().value().setAt() : now;
            if (save(new Marker(subject, all, since, false), present)) {
                return !waits;
            }
        }
        return true;
    }

    private static List<Cause> merged(List<Cause> old, List<Cause> more) {
        List<Cause> all = new ArrayList<>(old);
        more.stream().filter(cause -> !all.contains(cause)).forEach(all::add);
        all.sort(Comparator.comparing(Cause::occurredAt));
        return all.subList(Math.max(0, all.size() - KEPT_CAUSES), all.size());
    }

    /** The marker's message could not be queued: the next change, or the repair, queues one. */
    public void messageLost(ResourceId subject) {
        find(subject).ifPresent(held -> save(held.value().with(Instant.EPOCH, false), Optional.of(held)));
    }

    /** Begins the look that the marker stands for; empty when there is none. */
    public Optional<Marker> take(ResourceId subject) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Optional<Held<Marker>> present = find(subject);
            if (present.isEmpty()) {
                return Optional.empty();
            }
            Marker taken = present.get().value().with(clock.instant(), true);
            if (save(taken, present)) {
                return Optional.of(taken);
            }
        }
        return Optional.of(new Marker(subject, List.of(), clock.instant(), true));
    }

    /** Ends the look that was begun with this marker; a change that came since keeps its own. */
    public void done(Marker taken) {
        find(taken.subject())
                .filter(held -> held.value().taken() && held.value().setAt().equals(taken.setAt()))
                .ifPresent(held -> records.write(new Change.Delete(key(taken.subject()), held.etag())));
    }

    /** Markers so old that their message must have been lost, as they are set anew by this call: each needs a new message. */
    public List<Marker> renewLost(Duration age) {
        List<Marker> renewed = new ArrayList<>();
        for (int partition = 0; partition < 16; partition++) {
            String cursor = null;
            do {
                Page<StoredRecord> page = records.page(TABLE, Integer.toHexString(partition), "", cursor, 1000);
                page.items().forEach(stored -> renew(stored, age).ifPresent(renewed::add));
                cursor = page.cursor();
            } while (cursor != null);
        }
        return renewed;
    }

    private Optional<Marker> renew(StoredRecord stored, Duration age) {
        Instant now = clock.instant();
        Optional<Held<Marker>> held = held(stored);
        if (held.isEmpty()) {
            // What cannot be read names no resource: its own event has set it, and the sweep looks at everything.
            records.write(new Change.Delete(stored.key(), stored.etag()));
            return Optional.empty();
        }
        Marker renewed = held.get().value().with(now, false);
        boolean lost = held.get().value().setAt().isBefore(now.minus(age));
        return lost && save(renewed, held) ? Optional.of(renewed) : Optional.empty();
    }

    private Optional<Held<Marker>> find(ResourceId subject) {
        Optional<StoredRecord> stored = records.get(key(subject));
        Optional<Held<Marker>> held = stored.flatMap(this::held);
        if (stored.isPresent() && held.isEmpty()) {
            return Optional.of(new Held<>(
                    new Marker(subject, List.of(), Instant.EPOCH, false),
                    stored.get().etag()));
        }
        return held;
    }

    private Optional<Held<Marker>> held(StoredRecord stored) {
        try {
            return Optional.of(new Held<>(codec.read(stored.json(), Marker.class), stored.etag()));
        } catch (UnreadableRecordException e) {
            return Optional.empty();
        }
    }

    private boolean save(Marker marker, Optional<Held<Marker>> present) {
        RecordKey key = key(marker.subject());
        Change change = present.<Change>map(held -> new Change.Replace(key, codec.write(marker), held.etag()))
                .orElseGet(() -> new Change.Insert(key, codec.write(marker)));
        return records.write(change) == StoreOutcome.OK;
    }

    private static RecordKey key(ResourceId subject) {
        String hash = FindingId.resourceHash(subject);
        return new RecordKey(TABLE, hash.substring(0, 1), hash);
    }
}
