package dev.driftwarden.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.resource.InvalidResourceIdException;
import dev.driftwarden.resource.ResourceId;
import java.util.Optional;

/** Wraps directory objects so that rules read them like ARM resources. */
final class GraphObjects {
    private GraphObjects() {}

    static JsonNode wrap(ResourceId id, JsonNode body) {
        ObjectNode properties = ((ObjectNode) body).deepCopy();
        // It only tells how the object was asked for, and would differ between a read and a listing of the same object.
        properties.remove("@odata.context");
        ObjectNode wrapped = JsonNodeFactory.instance.objectNode();
        wrapped.put("id", id.path());
        wrapped.put("type", id.type().name());
        wrapped.put("name", id.name());
        wrapped.set("properties", properties);
        return wrapped;
    }

    /** A member of a listing, wrapped under the collection's path; empty when it has no usable id. */
    static Optional<JsonNode> wrapMember(ResourceId collection, JsonNode member) {
        String id = member.path("id").asText("");
        if (id.isEmpty() || id.contains("/")) {
            return Optional.empty();
        }
        try {
            return Optional.of(wrap(collection.resolve(id), member));
        } catch (InvalidResourceIdException e) {
            return Optional.empty();
        }
    }
}
