package dev.driftwarden.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.plan.Fix;
import dev.driftwarden.plan.Operation;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.world.Listing;
import dev.driftwarden.world.Read;
import dev.driftwarden.world.World;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A world on which operations have their effect: a PATCH is merged in, a PUT replaces. */
final class Afterworld implements World {
    private final World before;
    private final Map<ResourceId, Optional<JsonNode>> written = new HashMap<>();

    Afterworld(World before) {
        this.before = before;
    }

    /** Makes up what the world does not hold of what a fix writes to: it was as the undo leaves it, or not there. */
    Afterworld knowing(Fix fix) {
        Stream.concat(fix.operations().stream(), fix.undo().stream())
                .filter(operation -> before.get(operation.target(), operation.apiVersion()) instanceof Read.Failed)
                .forEach(operation -> written.put(operation.target(), Optional.empty()));
        Set<ResourceId> targets =
                fix.operations().stream().map(Operation::target).collect(Collectors.toSet());
        fix.undo().stream()
                .filter(undo -> written.containsKey(undo.target()) && targets.contains(undo.target()))
                .forEach(this::run);
        return this;
    }

    void run(Operation operation) {
        Optional<JsonNode> old = get(operation.target(), operation.apiVersion())
                .match(Optional::of, Optional::empty, why -> Optional.empty());
        switch (operation.method()) {
            case DELETE -> written.put(operation.target(), Optional.empty());
            case PUT -> written.put(operation.target(), Optional.of(wrapped(operation, body(operation))));
            case PATCH -> written.put(operation.target(), Optional.of(merged(operation, old)));
            case POST -> {}
        }
    }

    private static JsonNode body(Operation operation) {
        return operation.body() == null ? JsonNodeFactory.instance.objectNode() : operation.body();
    }

    private static JsonNode wrapped(Operation operation, JsonNode state) {
        return operation.target().isGraph()
                ? JsonNodeFactory.instance.objectNode().set("properties", state)
                : state;
    }

    private static JsonNode merged(Operation operation, Optional<JsonNode> old) {
        ObjectNode after = old.<ObjectNode>map(JsonNode::deepCopy).orElseGet(JsonNodeFactory.instance::objectNode);
        ObjectNode state = operation.target().isGraph() ? after.withObject("/properties") : after;
        merge(state, body(operation), operation.target().isGraph());
        return after;
    }

    /** Members of a directory object are replaced whole. */
    private static void merge(ObjectNode state, JsonNode change, boolean whole) {
        change.properties().forEach(field -> {
            if (!whole
                    && field.getValue().isObject()
                    && state.path(field.getKey()).isObject()) {
                merge((ObjectNode) state.path(field.getKey()), field.getValue(), false);
            } else {
                state.set(field.getKey(), field.getValue().deepCopy());
            }
        });
    }

    @Override
    public Read get(ResourceId id, String apiVersion) {
        Optional<JsonNode> known = written.get(id);
        if (known == null) {
            return before.get(id, apiVersion);
        }
        return known.<Read>map(Read.Found::new).orElseGet(Read.Absent::new);
    }

    @Override
    public Listing list(ResourceId collection, String apiVersion, String query) {
        return before.list(collection, apiVersion, query);
    }

    @Override
    public Read baseline(ResourceId id) {
        return before.baseline(id);
    }
}
