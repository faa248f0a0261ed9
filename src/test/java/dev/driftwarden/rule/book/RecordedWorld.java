package dev.driftwarden.rule.book;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.world.Listing;
import dev.driftwarden.world.Read;
import dev.driftwarden.world.Unreadable;
import dev.driftwarden.world.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A world of JSON texts. What was not put in is unknown; every read is counted. */
final class RecordedWorld implements World {
    static final ObjectMapper JSON = new ObjectMapper();

    private final Map<ResourceId, Read> objects = new HashMap<>();
    private final Map<ResourceId, Listing> lists = new HashMap<>();
    private final Map<ResourceId, JsonNode> baselines = new HashMap<>();
    final List<String> asked = new ArrayList<>();

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    RecordedWorld object(String id, String body) {
        objects.put(ResourceId.parse(id), new Read.Found(json(body)));
        return this;
    }

    RecordedWorld absent(String id) {
        objects.put(ResourceId.parse(id), new Read.Absent());
        return this;
    }

    RecordedWorld unreadable(String id, Unreadable.Kind kind) {
        Unreadable why = new Unreadable(kind, kind.name(), kind.name().toLowerCase(java.util.Locale.ROOT), null);
        objects.put(ResourceId.parse(id), new Read.Failed(why));
        lists.put(ResourceId.parse(id), new Listing.Failed(why));
        return this;
    }

    RecordedWorld list(String id, String... members) {
        List<JsonNode> bodies = new ArrayList<>();
        for (String member : members) {
            bodies.add(json(member));
        }
        lists.put(ResourceId.parse(id), new Listing.Complete(bodies));
        return this;
    }

    RecordedWorld baseline(String id, String body) {
        baselines.put(ResourceId.parse(id), json(body));
        return this;
    }

    @Override
    public Read get(ResourceId id, String apiVersion) {
        asked.add("get " + id);
        return objects.getOrDefault(id, new Read.Failed(unknown(id)));
    }

    @Override
    public Listing list(ResourceId collection, String apiVersion, String query) {
        asked.add("list " + collection + (query.isEmpty() ? "" : "?" + query));
        return lists.getOrDefault(collection, new Listing.Failed(unknown(collection)));
    }

    @Override
    public Read baseline(ResourceId id) {
        asked.add("baseline " + id);
        JsonNode body = baselines.get(id);
        return body == null ? new Read.Absent() : new Read.Found(body);
    }

    private static Unreadable unknown(ResourceId id) {
        return new Unreadable(Unreadable.Kind.UNKNOWN, "NotInWorld", id + " is not in the world", null);
    }
}
