package dev.driftwarden.practice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.resource.ResourceType;
import java.util.Locale;
import java.util.Optional;

/** What is special about role assignments and role definitions. */
final class RoleAssignments {
    static final ResourceType TYPE = ResourceType.of("Microsoft.Authorization/roleAssignments");
    static final ResourceType DEFINITIONS = ResourceType.of("Microsoft.Authorization/roleDefinitions");
    private static final ResourceId ROOT = ResourceId.parse("/");

    private final ArmStore store;

    RoleAssignments(ArmStore store) {
        this.store = store;
    }

    /** Adds what ARM adds to a new assignment. */
    static void fill(ObjectNode body, ResourceId id, String now, Persona actor) {
        Json.child(body, "properties")
                .put("scope", id.parent().orElse(ROOT).path())
                .put("createdOn", now)
                .put("updatedOn", now)
                .put("createdBy", actor.objectId())
                .put("updatedBy", actor.objectId());
    }

    Optional<Response> refusal(ArmWrite write) {
        ObjectNode after = write.after();
        if (write.target().type().equals(DEFINITIONS) && after == null && isAssigned(write.target())) {
            return Optional.of(ArmErrors.of(
                    400, "RoleDefinitionHasAssignments", "There are existing role assignments referencing role."));
        }
        if (!write.target().type().equals(TYPE) || after == null) {
            return Optional.empty();
        }
        JsonNode properties = after.path("properties");
        if (properties.path("roleDefinitionId").asText().isEmpty()
                || properties.path("principalId").asText().isEmpty()) {
            return Optional.of(ArmErrors.badBody());
        }
        return store.below(ROOT, TYPE).stream().anyMatch(other -> same(other.path("properties"), properties))
                ? Optional.of(ArmErrors.of(409, "RoleAssignmentExists", "The role assignment already exists."))
                : Optional.empty();
    }

    private boolean isAssigned(ResourceId definition) {
        return store.below(ROOT, TYPE).stream()
                .anyMatch(one ->
                        role(one.path("properties")).equals(definition.name().toLowerCase(Locale.ROOT)));
    }

    private static boolean same(JsonNode one, JsonNode other) {
        return role(one).equals(role(other))
                && text(one, "principalId").equals(text(other, "principalId"))
                && text(one, "scope").equals(text(other, "scope"));
    }

    private static String role(JsonNode properties) {
        String id = text(properties, "roleDefinitionId");
        return id.substring(id.lastIndexOf('/') + 1);
    }

    private static String text(JsonNode properties, String field) {
        return properties.path(field).asText().toLowerCase(Locale.ROOT);
    }

    /** A role definition asked for at some scope: built-in ones exist at every scope, and their id names the scope asked. */
    Optional<ObjectNode> definition(ResourceId id) {
        Optional<ObjectNode> found = store.find(id);
        if (found.isPresent()) {
            return found;
        }
        return store.below(ROOT, DEFINITIONS).stream()
                .filter(one -> one.path("name").asText().equalsIgnoreCase(id.name()))
                .findFirst()
                .map(one -> one.deepCopy().put("id", id.path()));
    }
}
