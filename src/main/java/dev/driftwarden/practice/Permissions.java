package dev.driftwarden.practice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.resource.ResourceId;
import java.util.Locale;
import java.util.Optional;

/** What the caller may do in a scope, by the role assignments at it and above it. Nothing is refused here for want of a role. */
final class Permissions {
    private static final String PATH = "/providers/microsoft.authorization/permissions";
    private static final ResourceId ROOT = ResourceId.parse("/");

    private final ArmStore store;
    private final RoleAssignments roles;
    private final Personas personas;

    Permissions(ArmStore store, RoleAssignments roles, Personas personas) {
        this.store = store;
        this.roles = roles;
        this.personas = personas;
    }

    Optional<Response> answer(Request request, ResourceId path) {
        if (!path.key().endsWith(PATH)) {
            return Optional.empty();
        }
        ResourceId scope = ResourceId.parse(path.path().substring(0, path.path().length() - PATH.length()));
        return Optional.of(Response.ok(of(personas.of(request), scope)));
    }

    private ObjectNode of(Persona caller, ResourceId scope) {
        ObjectNode answer = Json.object();
        ArrayNode value = answer.putArray("value");
        for (ObjectNode assignment : store.below(ROOT, RoleAssignments.TYPE)) {
            JsonNode properties = assignment.path("properties");
            boolean own = properties.path("principalId").asText().equalsIgnoreCase(caller.objectId());
            if (own && holds(properties.path("scope").asText(), scope)) {
                roles.definition(ResourceId.parse(
                                properties.path("roleDefinitionId").asText()))
                        .ifPresent(role -> role.at("/properties/permissions").forEach(value::add));
            }
        }
        return answer;
    }

    /** All management groups of the practice tenant stand above all its subscriptions. */
    private static boolean holds(String at, ResourceId scope) {
        return at.toLowerCase(Locale.ROOT).startsWith("/providers/microsoft.management/")
                || ResourceId.tryParse(at).filter(scope::isWithin).isPresent();
    }
}
