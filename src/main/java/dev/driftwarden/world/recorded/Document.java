package dev.driftwarden.world.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.IdentityHashMap;

/** One parsed file: its value and where the upper objects of it stand. */
public final class Document {
    private final String file;
    private final JsonNode root;
    private final IdentityHashMap<JsonNode, Place> places;

    /**
     * @param places by identity; objects that are not in it are said to stand at the beginning of the file
     */
    public Document(String file, JsonNode root, IdentityHashMap<JsonNode, Place> places) {
        this.file = file;
        this.root = root;
        this.places = places;
    }

    public JsonNode root() {
        return root;
    }

    Place placeOf(JsonNode node) {
        return places.getOrDefault(node, new Place(file, 1, 1));
    }
}
