package dev.driftwarden.azure;

import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.world.Listing;
import dev.driftwarden.world.Read;
import dev.driftwarden.world.World;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Another world, each object and each collection of which is read at most once, failures included: what one look sees, so that
 * all its rules judge the same state. Make a new one for every look.
 */
public final class CachingWorld implements World {
    private final World world;
    private final Map<Key, Read> objects = new ConcurrentHashMap<>();
    private final Map<Key, Listing> collections = new ConcurrentHashMap<>();
    private final Map<ResourceId, Read> baselines = new ConcurrentHashMap<>();

    public CachingWorld(World world) {
        this.world = world;
    }

    @Override
    public Read get(ResourceId id, String apiVersion) {
        return objects.computeIfAbsent(Key.of(id, apiVersion, ""), key -> world.get(id, apiVersion));
    }

    @Override
    public Listing list(ResourceId collection, String apiVersion, String query) {
        return collections.computeIfAbsent(
                Key.of(collection, apiVersion, query), key -> world.list(collection, apiVersion, query));
    }

    @Override
    public Read baseline(ResourceId id) {
        return baselines.computeIfAbsent(id, world::baseline);
    }

    private record Key(ResourceId id, String apiVersion, String query) {
        static Key of(ResourceId id, String apiVersion, String query) {
            return new Key(id, apiVersion.toLowerCase(Locale.ROOT), query);
        }
    }
}
