package dev.driftwarden.world.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.resource.InvalidResourceIdException;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.resource.ResourceType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gathers documents into one world. A document is an object as ARM returns it, a list of such, {@code {"value":[…]}}; a list
 * may also hold {@code {"list":"<collection>","value":[…]}} (a complete collection), {@code {"absent":"<id>"}} and
 * {@code {"baseline":"<id>","value":{…}}}. Whatever contradicts itself is refused with its place.
 */
public final class WorldRecorder {
    private final Map<ResourceId, Recorded> objects = new LinkedHashMap<>();
    private final Map<ResourceId, List<JsonNode>> listings = new LinkedHashMap<>();
    private final Map<ResourceId, JsonNode> baselines = new LinkedHashMap<>();
    private final Map<ResourceId, Place> absent = new LinkedHashMap<>();

    /**
     * Adds everything that the document holds.
     *
     * @throws BadInputException when a part of it cannot be understood or contradicts what came before
     */
    public void add(Document document) {
        JsonNode root = document.root();
        if (root.isArray()) {
            root.forEach(entry -> addEntry(document, entry));
            return;
        }
        addEntry(document, root);
    }

    /** The world of all documents so far. */
    public RecordedWorld world() {
        absent.forEach((id, place) -> {
            if (objects.containsKey(id)) {
                throw new BadInputException(place, id + " is said to be absent but is also given");
            }
        });
        return new RecordedWorld(
                new LinkedHashMap<>(objects),
                Map.copyOf(listings),
                new LinkedHashMap<>(baselines),
                Set.copyOf(absent.keySet()));
    }

    private void addEntry(Document document, JsonNode entry) {
        Place place = document.placeOf(entry);
        if (!(entry instanceof ObjectNode object)) {
            throw new BadInputException(place, "expected a resource (a JSON object), found " + JsonKind.of(entry));
        }
        if (object.has("list")) {
            addListing(document, object, place);
        } else if (object.has("absent")) {
            onlyKeys(object, place, Set.of("absent"));
            absent.put(id(object.get("absent"), "absent", place), place);
        } else if (object.has("baseline")) {
            addBaseline(object, place);
        } else if (object.has("id")) {
            addObject(id(object.get("id"), "id", place), object, place, /* listed= */ false);
        } else if (object.path("value").isArray()) {
            object.get("value").forEach(member -> addEntry(document, member));
        } else {
            throw new BadInputException(place, whyNoEntry(object));
        }
    }

    private static String whyNoEntry(ObjectNode object) {
        return object.has("error")
                ? "this is an error answer of Azure, not a resource"
                : "the object has no 'id'; a resource needs one, as ARM returns it";
    }

    private void addListing(Document document, ObjectNode entry, Place place) {
        onlyKeys(entry, place, Set.of("list", "value", "nextLink", "count"));
        ResourceId collection = id(entry.get("list"), "list", place);
        if (!entry.path("value").isArray()) {
            throw new BadInputException(place, "the listing " + collection + " needs 'value' with all its members");
        }
        if (!entry.path("nextLink").asText("").isEmpty()
                && !entry.path("nextLink").isNull()) {
            throw new BadInputException(place, "the listing " + collection + " has a nextLink, so it is not complete");
        }
        List<JsonNode> members = new ArrayList<>();
        for (JsonNode member : entry.get("value")) {
            members.add(addMember(collection, member, document.placeOf(member)));
        }
        List<JsonNode> before = listings.putIfAbsent(collection, List.copyOf(members));
        if (before != null && !before.equals(members)) {
            throw new BadInputException(place, "the listing " + collection + " is given twice, with different members");
        }
    }

    private JsonNode addMember(ResourceId collection, JsonNode member, Place place) {
        if (!(member instanceof ObjectNode object)) {
            throw new BadInputException(
                    place, "a member of " + collection + " is " + JsonKind.of(member) + ", not an object");
        }
        ObjectNode whole = ListedObject.whole(collection, object, place);
        if (whole.has("id")) {
            addObject(id(whole.get("id"), "id", place), whole, place, /* listed= */ true);
        }
        return whole;
    }

    private void addObject(ResourceId id, ObjectNode body, Place place, boolean listed) {
        Recorded now = new Recorded(id, type(id, body), body, place, listed);
        Recorded before = objects.get(id);
        if (before == null || (before.listed() && !listed)) {
            objects.put(id, now);
            return;
        }
        if (before.listed() == listed && !before.body().equals(body)) {
            throw new BadInputException(
                    place, id + " is given twice, with different content (first at " + before.place() + ")");
        }
    }

    private static ResourceType type(ResourceId id, ObjectNode body) {
        String named = body.path("type").asText("");
        return id.isGraph() && !named.isBlank() ? ResourceType.of(named) : id.type();
    }

    private void addBaseline(ObjectNode entry, Place place) {
        onlyKeys(entry, place, Set.of("baseline", "value"));
        ResourceId id = id(entry.get("baseline"), "baseline", place);
        JsonNode value = entry.path("value");
        if (!value.isObject() && !value.isNull()) {
            throw new BadInputException(place, "the baseline of " + id + " needs 'value', an object or null");
        }
        JsonNode before = baselines.putIfAbsent(id, value);
        if (before != null && !before.equals(value)) {
            throw new BadInputException(place, "the baseline of " + id + " is given twice, with different content");
        }
    }

    private static void onlyKeys(ObjectNode object, Place place, Set<String> allowed) {
        object.fieldNames().forEachRemaining(key -> {
            if (!allowed.contains(key)) {
                throw new BadInputException(
                        place,
                        "'" + key + "' does not belong here; only "
                                + String.join(", ", allowed.stream().sorted().toList()) + " do");
            }
        });
    }

    private static ResourceId id(JsonNode text, String key, Place place) {
        if (!text.isTextual()) {
            throw new BadInputException(place, "'" + key + "' must be a text, found " + JsonKind.of(text));
        }
        try {
            return ResourceId.parse(text.textValue());
        } catch (InvalidResourceIdException e) {
            throw new BadInputException(place, e.getMessage());
        }
    }
}
