package dev.driftwarden.rule.book;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.Subjects;
import dev.driftwarden.world.Unreadable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells collections from resources and finds the members. */
final class Collections {
    private static final String PROVIDERS = "/providers/";

    private Collections() {}

    /** Whether the id ends with a type instead of a name; of the directory only the organization and app roles are. */
    static boolean isCollection(ResourceId id) {
        int mark = id.key().lastIndexOf(PROVIDERS);
        if (mark < 0) {
            return id.key().equals("/graph/organization") || id.key().endsWith("/approleassignments");
        }
        return id.key().substring(mark + PROVIDERS.length()).split("/").length % 2 == 0;
    }

    static Subjects members(ResourceId collection, List<JsonNode> members) {
        List<ResourceId> ids = new ArrayList<>();
        for (JsonNode member : members) {
            Optional<ResourceId> id = ResourceId.tryParse(member.path("id").asText(""));
            if (id.isEmpty()) {
                return new Subjects.Unknown(new Unreadable(
                        Unreadable.Kind.MALFORMED, "NoId", "a member of " + collection + " has no usable id", null));
            }
            ids.add(id.get());
        }
        return new Subjects.Known(ids);
    }
}
