package dev.driftwarden.preflight;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.net.RoleDefinition;
import dev.driftwarden.preflight.Tenant.Answer;
import dev.driftwarden.resource.ResourceId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an identity may do in a scope: of whoever asks, Azure says it itself; of another identity, its role assignments do. Conditions
 * on role assignments and deny assignments are not seen here.
 */
final class Rights {
    private static final String API = "2022-04-01";

    private final Tenant tenant;
    private final @Nullable String principal;

    /** @param principal object id of the identity; null for whoever asks */
    Rights(Tenant tenant, @Nullable String principal) {
        this.tenant = tenant;
        this.principal = principal;
    }

    /** The union of all roles there. */
    Answer<RoleDefinition> in(ResourceId scope) {
        Answer<List<JsonNode>> blocks = principal == null ? own(scope) : assigned(scope, principal);
        return blocks.map(Rights::role);
    }

    private Answer<List<JsonNode>> own(ResourceId scope) {
        return tenant.list(scope.resolve("providers/Microsoft.Authorization/permissions"), API, "");
    }

    private Answer<List<JsonNode>> assigned(ResourceId scope, String objectId) {
        ArrayNode blocks = JsonNodeFactory.instance.arrayNode();
        Answer<List<JsonNode>> assignments = tenant.list(
                scope.resolve("providers/Microsoft.Authorization/roleAssignments"),
                API,
                "$filter=assignedTo('" + objectId + "')");
        for (JsonNode assignment : assignments.value()) {
            JsonNode properties = assignment.path("properties");
            Optional<ResourceId> at =
                    ResourceId.tryParse(properties.path("scope").asText());
            Optional<ResourceId> role =
                    ResourceId.tryParse(properties.path("roleDefinitionId").asText());
            if (role.isEmpty() || at.filter(where -> below(where, scope)).isPresent()) {
                continue;
            }
            Answer<Optional<JsonNode>> definition = tenant.get(role.get(), API);
            if (definition.failed()) {
                return new Answer<>(List.of(), definition.problem(), definition.forbidden());
            }
            definition
                    .value()
                    .ifPresent(body -> body.at("/properties/permissions").forEach(blocks::add));
        }
        return new Answer<>(list(blocks), assignments.problem(), assignments.forbidden());
    }

    /** What holds in a part of the scope only does not help the whole. */
    private static boolean below(ResourceId at, ResourceId scope) {
        return !at.equals(scope) && at.isWithin(scope);
    }

    private static List<JsonNode> list(ArrayNode blocks) {
        List<JsonNode> all = new java.util.ArrayList<>();
        blocks.forEach(all::add);
        return all;
    }

    private static RoleDefinition role(Collection<JsonNode> blocks) {
        ObjectNode role = JsonNodeFactory.instance.objectNode();
        role.putObject("properties").putArray("permissions").addAll(blocks);
        return RoleDefinition.read(role);
    }
}
