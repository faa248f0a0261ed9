package dev.driftwarden.world.recorded;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.resource.InvalidResourceIdException;
import dev.driftwarden.resource.ResourceId;

/** Members of listings come as the source sends them; this gives them the form that single objects have. */
final class ListedObject {
    private ListedObject() {}

    /** The member with its full id; of a directory collection in the wrapped form. Without an id when it has none. */
    static ObjectNode whole(ResourceId collection, ObjectNode member, Place place) {
        if (!member.path("id").isTextual()) {
            return member.has("id") ? refuse(collection, place) : member;
        }
        String id = member.get("id").textValue();
        boolean whole = !collection.isGraph()
                || ResourceId.tryParse(id).filter(ResourceId::isGraph).isPresent();
        return whole ? member : wrapped(collection, member, id, place);
    }

    private static ObjectNode refuse(ResourceId collection, Place place) {
        throw new BadInputException(place, "a member of " + collection + " has an 'id' that is not a text");
    }

    private static ObjectNode wrapped(ResourceId collection, ObjectNode member, String id, Place place) {
        try {
            ObjectNode whole = JsonNodeFactory.instance.objectNode();
            whole.put("id", collection.resolve(id).path());
            whole.put("type", collection.type().name());
            whole.set("properties", member);
            return whole;
        } catch (InvalidResourceIdException e) {
            throw new BadInputException(place, e.getMessage());
        }
    }
}
