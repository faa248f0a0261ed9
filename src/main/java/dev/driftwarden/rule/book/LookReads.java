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

/** What was read during one look; everything is read at most once. Used by one thread. */
final class LookReads {
    private final World world;
    private final Map<Key, Read> objects = new HashMap<>();
    private final Map<Key, Read> lists = new HashMap<>();
    private final Map<ResourceId, Read> baselines = new HashMap<>();

    private record Key(ResourceId id, String apiVersion, String query) {}

    LookReads(World world) {
        this.world = world;
    }

    Read object(ResourceId id, String apiVersion) {
        return objects.computeIfAbsent(new Key(id, apiVersion, ""), any -> world.get(id, apiVersion));
    }

    /** All members of a collection as one array. */
    Read list(ResourceId collection, String apiVersion, String query) {
        return lists.computeIfAbsent(
                new Key(collection, apiVersion, query), any -> array(world.list(collection, apiVersion, query)));
    }

    Read baseline(ResourceId id) {
        return baselines.computeIfAbsent(id, world::baseline);
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
