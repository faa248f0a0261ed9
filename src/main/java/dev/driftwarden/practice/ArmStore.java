package dev.driftwarden.practice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.resource.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** Resource bodies by id, with an index by type. Reads take no lock; callers serialise writes. */
final class ArmStore {
    private final ConcurrentSkipListMap<String, ObjectNode> bodies = new ConcurrentSkipListMap<>();
    private final Map<String, NavigableSet<String>> keysByType = new ConcurrentHashMap<>();

    Optional<ObjectNode> find(ResourceId id) {
        return Optional.ofNullable(bodies.get(id.key()));
    }

    boolean contains(ResourceId id) {
        return bodies.containsKey(id.key());
    }

    void put(ResourceId id, ObjectNode body) {
        bodies.put(id.key(), body);
        keysByType
                .computeIfAbsent(id.type().key(), type -> new ConcurrentSkipListSet<>())
                .add(id.key());
    }

    /** Removes the resource and whatever lies below it. */
    void remove(ResourceId id) {
        removeOne(id.key());
        List.copyOf(bodies.subMap(id.key() + "/", id.key() + "0").keySet()).forEach(this::removeOne);
    }

    private void removeOne(String key) {
        bodies.remove(key);
        keysByType.values().forEach(keys -> keys.remove(key));
    }

    /** All resources of the type that lie below the scope, in order of their ids. */
    List<ObjectNode> below(ResourceId scope, ResourceType type) {
        NavigableSet<String> keys = keysByType.get(type.key());
        if (keys == null) {
            return List.of();
        }
        String prefix = scope.key().equals("/") ? "" : scope.key();
        return bodiesOf(keys.subSet(prefix + "/", prefix + "0"));
    }

    private List<ObjectNode> bodiesOf(Iterable<String> keys) {
        List<ObjectNode> found = new ArrayList<>();
        for (String key : keys) {
            ObjectNode body = bodies.get(key);
            if (body != null) {
                found.add(body);
            }
        }
        return found;
    }

    /** Everything, in order of the ids. */
    List<ObjectNode> all() {
        return List.copyOf(bodies.values());
    }

    /** All below the scope, of whatever type. */
    List<ObjectNode> below(ResourceId scope) {
        return List.copyOf(bodies.subMap(scope.key() + "/", scope.key() + "0").values());
    }

    void clear() {
        bodies.clear();
        keysByType.clear();
    }
}
