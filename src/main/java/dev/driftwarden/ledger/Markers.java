package dev.driftwarden.ledger;

import dev.driftwarden.change.Actor;
import dev.driftwarden.finding.Finding.Cause;
import dev.driftwarden.finding.FindingId;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.store.Change;
import dev.driftwarden.store.Page;
import dev.driftwarden.store.RecordKey;
import dev.driftwarden.store.Records;
import dev.driftwarden.store.StoreException;
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
 * The markers that make many changes of one resource one look: set when a change arrives, removed when its look begins, before the
 * resource is read, so that a change during the look sets a new one. A message carries the etag of the marker that it was sent for, and
 * says all that the marker does; only a marker to which more changes were added is read, and stays until what was seen is recorded,
 * for it alone knows of them.
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
     * @return the marker for which a look has to be queued: there was none, or it is so old that its message must have been lost; empty
     *     when one is on its way
     */
    public Optional<Held<Marker>> mark(List<ResourceId> subjects, Cause cause, Duration lostAfter) {
        List<ResourceId> also = subjects.subList(1, subjects.size());
        Marker asked = new Marker(subjects.get(0), also, List.of(cause), clock.instant());
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Optional<String> etag = records.insert(key(asked.subject()), codec.write(asked));
            if (etag.isPresent()) {
                return Optional.of(new Held<>(asked, etag.get()));
            }
            Optional<Held<Marker>> present = find(asked.subject());
            Instant now = clock.instant();
            boolean lost = present.isPresent()
                    && present.get().value().setAt().plus(lostAfter).isBefore(now);
            if (present.isPresent()
                    && replace(present.get(), added(present.get().value(), asked, lost ? now : null))) {
                return lost ? find(asked.subject()) : Optional.empty();
            }
        }
        throw new StoreException(
                "a marker kept changing",
                new IllegalStateException(asked.subject().path()));
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
        find(subject).ifPresent(held -> replace(held, held.value().with(Instant.EPOCH)));
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
     * A look that begins.
     *
     * @param about what it is about
     * @param standing the marker that is to be removed when it is done; empty when there is none any more
     */
    public record Begun(Marker about, Optional<Held<Marker>> standing) {}

    /**
     * Begins the look that a message asks for.
     *
     * @param asked the marker as the message says
     */
    public Begun begin(Held<Marker> asked) {
        Marker told = asked.value();
        Optional<Held<Marker>> standing =
                removed(told.subject(), asked.etag()) ? Optional.empty() : find(told.subject());
        return new Begun(standing.map(held -> added(held.value(), told, null)).orElse(told), standing);
    }

    /**
     * Ends the look about a standing marker.
     *
     * @return the marker for which another look has to be queued, when a change came since
     */
    public Optional<Held<Marker>> done(Held<Marker> standing) {
        ResourceId subject = standing.value().subject();
        return removed(subject, standing.etag()) ? Optional.empty() : find(subject);
    }

    /** Whether it is gone; else it is another one. */
    private boolean removed(ResourceId subject, String etag) {
        return records.write(new Change.Delete(key(subject), etag)) != StoreOutcome.STALE;
    }

    /** Markers set before this time, as they are set anew by this call: each needs a new message. */
    public List<Held<Marker>> renewLost(Instant before) {
        List<Held<Marker>> renewed = new ArrayList<>();
        for (int partition = 0; partition < 16; partition++) {
            String cursor = null;
            do {
                Page<StoredRecord> page = records.page(TABLE, Integer.toHexString(partition), "", cursor, 1000);
                page.items().forEach(stored -> renew(stored, before).ifPresent(renewed::add));
                cursor = page.cursor();
            } while (cursor != null);
        }
        return renewed;
    }

    private Optional<Held<Marker>> renew(StoredRecord stored, Instant before) {
        Optional<Held<Marker>> held = held(stored);
        if (held.isEmpty()) {
            // What cannot be read names no resource: its message does, and the sweep looks at everything.
            records.write(new Change.Delete(stored.key(), stored.etag()));
            return Optional.empty();
        }
        Marker marker = held.get().value();
        boolean lost = marker.setAt().isBefore(before);
        return lost && replace(held.get(), marker.with(clock.instant())) ? find(marker.subject()) : Optional.empty();
    }

    private Optional<Held<Marker>> held(StoredRecord stored) {
        try {
            return Optional.of(new Held<>(codec.read(stored.json(), Marker.class), stored.etag()));
        } catch (UnreadableRecordException e) {
            return Optional.empty();
        }
    }

    private boolean replace(Held<Marker> present, Marker marker) {
        Change change = new Change.Replace(key(marker.subject()), codec.write(marker), present.etag());
        return records.write(change) == StoreOutcome.OK;
    }

    private static RecordKey key(ResourceId subject) {
        String hash = FindingId.resourceHash(subject);
        return new RecordKey(TABLE, hash.substring(0, 1), hash);
    }
}
