package dev.driftwarden.ledger;

import dev.driftwarden.change.Actor;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The markers that make many changes of one resource one look: set when a change arrives, read just before the resource is, removed
 * when what was seen is recorded. A change that arrives in between alters the marker, so that it cannot be removed as it was read:
 * then another look is due.
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
     * @param also what the same changes ask to be looked at with it, each once
     * @param causes changes that asked for it, oldest first; at most 5, the latest ones and of each actor at least one
     * @param setAt when its message was sent
     */
    public record Marker(ResourceId subject, List<ResourceId> also, List<Cause> causes, Instant setAt) {
        public Marker {
            // Absent in rows of earlier versions.
            also = also == null ? List.of() : List.copyOf(also);
            causes = List.copyOf(causes);
        }

        private Marker with(Instant at) {
            return new Marker(subject, also, causes, at);
        }

        /** All that has to be looked at, the subject first. */
        public List<ResourceId> subjects() {
            return Stream.concat(Stream.of(subject), also.stream()).toList();
        }
    }

    /**
     * Marks a resource, and what is to be looked at with it.
     *
     * @param subjects the marker is the first one's
     * @return true when a look has to be queued: there was no marker, or it is so old that its message must have been lost
     */
    public boolean mark(List<ResourceId> subjects, Cause cause, Duration lostAfter) {
        List<ResourceId> also = subjects.subList(1, subjects.size());
        Marker asked = new Marker(subjects.get(0), also, List.of(cause), clock.instant());
        for (int attempt = 0; attempt < TRIES; attempt++) {
            if (save(asked, Optional.empty())) {
                return true;
            }
            Optional<Held<Marker>> present = find(asked.subject());
            Instant now = clock.instant();
            boolean lost = present.isPresent()
                    && present.get().value().setAt().plus(lostAfter).isBefore(now);
            if (present.isPresent() && save(added(present.get().value(), asked, lost ? now : null), present)) {
                return lost;
            }
        }
        return true;
    }

    private static Marker added(Marker marker, Marker asked, @Nullable Instant sentAnew) {
        return new Marker(
                marker.subject(),
                Stream.concat(marker.also().stream(), asked.also().stream())
                        .distinct()
                        .toList(),
                merged(marker.causes(), asked.causes()),
                sentAnew == null ? marker.setAt() : sentAnew);
    }

    private static List<Cause> merged(List<Cause> old, List<Cause> more) {
        List<Cause> all = new ArrayList<>(old);
        more.stream().filter(cause -> !all.contains(cause)).forEach(all::add);
        all.sort(Comparator.comparing(Cause::occurredAt));
        while (all.size() > KEPT_CAUSES) {
            all.remove(dispensable(all));
        }
        return all;
    }

    /** The oldest one of somebody who made a later one, too: all who had a part are kept in mind as long as there is room. */
    private static int dispensable(List<Cause> causes) {
        for (int i = 0; i < causes.size(); i++) {
            Actor actor = causes.get(i).actor();
            boolean again = causes.stream().skip(i + 1).map(Cause::actor).anyMatch(actor::equals);
            if (again) {
                return i;
            }
        }
        return 0;
    }

    /** The marker's message could not be queued: the next change, or the repair, queues one. */
    public void messageLost(ResourceId subject) {
        find(subject).ifPresent(held -> save(held.value().with(Instant.EPOCH), Optional.of(held)));
    }

    /** What asked for a look; empty when nothing does. */
    public Optional<Held<Marker>> find(ResourceId subject) {
        Optional<StoredRecord> stored = records.get(key(subject));
        Optional<Held<Marker>> held = stored.flatMap(this::held);
        if (stored.isPresent() && held.isEmpty()) {
            return Optional.of(new Held<>(
                    new Marker(subject, List.of(), List.of(), Instant.EPOCH),
                    stored.get().etag()));
        }
        return held;
    }

    /**
     * Ends the look that was begun with this marker.
     *
     * @return false when a change came since: the marker stands, and another look has to be queued
     */
    public boolean done(Held<Marker> read) {
        StoreOutcome outcome = records.write(new Change.Delete(key(read.value().subject()), read.etag()));
        return outcome != StoreOutcome.STALE;
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
        Marker renewed = held.get().value().with(now);
        boolean lost = held.get().value().setAt().isBefore(now.minus(age));
        return lost && save(renewed, held) ? Optional.of(renewed) : Optional.empty();
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
