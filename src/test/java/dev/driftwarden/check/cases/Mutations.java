package dev.driftwarden.check.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Breaks JSON in one place, reproducibly. */
final class Mutations {
    private final Random random;

    Mutations(long seed) {
        this.random = new Random(seed);
    }

    /**
     * A broken copy.
     *
     * @param path what was broken, as a JSON pointer
     * @param removed whether the value was taken out; otherwise it was given another JSON type
     */
    record Mutation(JsonNode world, String path, boolean removed) {}

    /** A copy in which one value below the root is taken out or has another type; a null has no type to break. */
    Mutation mutate(JsonNode world) {
        JsonNode copy = world.deepCopy();
        List<Spot> spots = new ArrayList<>();
        collect(copy, "", spots);
        Spot spot = spots.get(random.nextInt(spots.size()));
        boolean remove = random.nextInt(3) == 0 || spot.value().isNull();
        if (remove) {
            spot.remove();
        } else {
            spot.set(otherType(spot.value()));
        }
        return new Mutation(copy, spot.path(), remove);
    }

    private JsonNode otherType(JsonNode value) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        List<JsonNode> candidates = List.of(
                json.numberNode(7),
                json.numberNode(-1.5e300),
                json.textNode("\u0000\ud83d\ude00'\"%s{}"),
                json.textNode("x".repeat(10_000)),
                json.booleanNode(!value.asBoolean()),
                json.objectNode().put("x", 1),
                json.arrayNode().add(json.arrayNode().add(7)));
        JsonNode chosen = candidates.get(random.nextInt(candidates.size()));
        if (chosen.getNodeType() != value.getNodeType()) {
            return chosen;
        }
        return value.isNumber() ? json.textNode("7") : json.numberNode(7);
    }

    private static void collect(JsonNode node, String path, List<Spot> spots) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> entry : object.properties()) {
                spots.add(new Spot(object, entry.getKey(), path + "/" + entry.getKey()));
                collect(entry.getValue(), path + "/" + entry.getKey(), spots);
            }
        }
        if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                spots.add(new Spot(array, Integer.toString(i), path + "/" + i));
                collect(array.get(i), path + "/" + i, spots);
            }
        }
    }

    private record Spot(JsonNode owner, String key, String path) {
        JsonNode value() {
            return owner instanceof ObjectNode ? owner.get(key) : owner.get(Integer.parseInt(key));
        }

        void remove() {
            if (owner instanceof ObjectNode object) {
                object.remove(key);
            } else {
                ((ArrayNode) owner).remove(Integer.parseInt(key));
            }
        }

        void set(JsonNode value) {
            if (owner instanceof ObjectNode object) {
                object.set(key, value);
            } else {
                ((ArrayNode) owner).set(Integer.parseInt(key), value);
            }
        }
    }
}
