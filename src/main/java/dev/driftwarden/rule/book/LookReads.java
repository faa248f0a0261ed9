package dev.driftwarden.rule.book;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.world.Listing;
import dev.driftwarden.world.Read;
import dev.driftwarden.world.Unreadable;
import dev.driftwarden.world.World;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was read during one look; everything is read at most once. Used by one thread. */
final class LookReads {
    private static final Logger LOG = LoggerFactory.getLogger(LookReads.class);

    private final World world;
    private final Map<Key, Read> objects = new HashMap<>();
    private final Map<Key, Read> lists = new HashMap<>();
    private final Map<ResourceId, Read> baselines = new HashMap<>();

    private record Key(ResourceId id, String apiVersion, String query) {}

    LookReads(World world) {
        this.world = world;
    }

    Read object(ResourceId id, String apiVersion) {
        return objects.computeIfAbsent(
                new Key(id, apiVersion, ""), any -> guarded(id, () -> world.get(id, apiVersion)));
    }

    /** All members of a collection as one array. */
    Read list(ResourceId collection, String apiVersion, String query) {
        return lists.computeIfAbsent(
                new Key(collection, apiVersion, query),
                any -> guarded(collection, () -> array(world.list(collection, apiVersion, query))));
    }

    Read baseline(ResourceId id) {
        return baselines.computeIfAbsent(id, any -> guarded(id, () -> world.baseline(id)));
    }

    /** A reader that breaks is one more reason why something is unknown: it must not cost the other rules their verdicts. */
    private static Read guarded(ResourceId id, Supplier<Read> reader) {
        try {
            return reader.get();
        } catch (RuntimeException e) {
            LOG.error("reading broke off id={}", id, e);
            return new Read.Failed(new Unreadable(
                    Unreadable.Kind.TRANSIENT,
                    "ReaderFault",
                    "reading " + id + " broke off by a fault of the program ("
                            + e.getClass().getSimpleName() + "), which the log describes",
                    null));
        }
    }

    private static Read array(Listing listing) {
        return listing.match(
                members -> {
                    ArrayNode array = JsonNodeFactory.instance.arrayNode(members.size());
                    array.addAll(members);
                    return new Read.Found(array);
                },
                (Unreadable why) -> new Read.Failed(why));
    }
}
