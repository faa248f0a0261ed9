package dev.driftwarden.world.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.world.Listing;
import dev.driftwarden.world.Read;
import dev.driftwarden.world.Unreadable;
import dev.driftwarden.world.Unreadable.Kind;
import dev.driftwarden.world.World;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A world made of what files hold. It knows an object, knows that it does not exist, or knows nothing of it: what is
 * neither recorded nor excluded by a complete listing is {@link Kind#UNKNOWN}, never absent. Safe for many threads.
 */
public final class RecordedWorld implements World {
    private final Map<ResourceId, Recorded> objects;
    private final Map<ResourceId, List<JsonNode>> listings;
    private final Map<ResourceId, JsonNode> baselines;
    private final Absences absences;
    private final OtherNames otherNames;

    RecordedWorld(
            Map<ResourceId, Recorded> objects,
            Map<ResourceId, List<JsonNode>> listings,
            Map<ResourceId, JsonNode> baselines,
            Set<ResourceId> absent) {
        this.objects = objects;
        this.listings = listings;
        this.baselines = baselines;
        this.absences = new Absences(absent, listings.keySet());
        this.otherNames = new OtherNames(objects.values());
    }

    /** Every object, members of listings included, in the order of the files. */
    public Collection<Recorded> objects() {
        return objects.values();
    }

    public Optional<Recorded> find(ResourceId id) {
        return Optional.ofNullable(objects.get(id));
    }

    /** The objects of which an accepted snapshot was recorded, whether or not they still exist. */
    public Set<ResourceId> baselines() {
        return baselines.keySet();
    }

    @Override
    public Read get(ResourceId id, String apiVersion) {
        Recorded recorded = objects.get(id);
        if (recorded != null) {
            return read(recorded);
        }
        return absences.include(id)
                ? new Read.Absent()
                : otherNames.find(id).map(RecordedWorld::read).orElseGet(() -> new Read.Failed(notInWorld(id)));
    }

    private static Read read(Recorded recorded) {
        return BodyShape.fault(recorded)
                .<Read>map(fault -> new Read.Failed(malformed(fault)))
                .orElseGet(() -> new Read.Found(recorded.body()));
    }

    /** The members as recorded. The query is not applied: a recorded listing is complete, so filters find what they seek. */
    @Override
    public Listing list(ResourceId collection, String apiVersion, String query) {
        List<JsonNode> members = listings.get(collection);
        if (members != null) {
            return complete(collection, members);
        }
        return absences.include(collection)
                ? new Listing.Complete(List.of())
                : new Listing.Failed(notInWorld(collection));
    }

    private static Listing complete(ResourceId collection, List<JsonNode> members) {
        for (JsonNode member : members) {
            Optional<String> fault = BodyShape.fault(collection.type(), member);
            if (fault.isPresent()) {
                return new Listing.Failed(malformed("a member of " + collection + ": " + fault.get()));
            }
        }
        return new Listing.Complete(members);
    }

    /** What was recorded; without a record nothing is known of what was accepted. */
    @Override
    public Read baseline(ResourceId id) {
        JsonNode snapshot = baselines.get(id);
        if (snapshot == null) {
            return new Read.Failed(unknown("the world holds no baseline of " + id));
        }
        return snapshot.isNull() ? new Read.Absent() : new Read.Found(snapshot);
    }

    private static Unreadable notInWorld(ResourceId id) {
        return unknown("the world does not hold " + id);
    }

    private static Unreadable unknown(String message) {
        return new Unreadable(Kind.UNKNOWN, "NotInWorld", message, null);
    }

    private static Unreadable malformed(String message) {
        return new Unreadable(Kind.MALFORMED, "UnexpectedShape", message, null);
    }
}
