package dev.driftwarden.practice;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.resource.ResourceType;
import java.util.Optional;

/** Deny assignments, as managed applications and deployment stacks put them on what they own. */
final class DenyAssignments {
    private static final ResourceType TYPE = ResourceType.of("Microsoft.Authorization/denyAssignments");
    private static final ResourceId ROOT = ResourceId.parse("/");

    private final ArmStore store;

    DenyAssignments(ArmStore store) {
        this.store = store;
    }

    Optional<Response> refusal(ArmWrite write) {
        return store.below(ROOT, TYPE).stream()
                .filter(assignment -> denies(assignment.path("properties"), write))
                .findFirst()
                .map(assignment -> ArmErrors.denied(write.actor(), write.action(), write.target(), assignment));
    }

    private static boolean denies(JsonNode properties, ArmWrite write) {
        return covers(properties, write.target())
                && !names(properties.path("excludePrincipals"), write.actor().objectId())
                && deniesAction(properties.path("permissions"), write.action());
    }

    private static boolean covers(JsonNode properties, ResourceId target) {
        return ResourceId.tryParse(properties.path("scope").asText())
                .filter(target::isWithin)
                .isPresent();
    }

    private static boolean names(JsonNode principals, String objectId) {
        for (JsonNode principal : principals) {
            if (principal.path("id").asText().equalsIgnoreCase(objectId)) {
                return true;
            }
        }
        return false;
    }

    private static boolean deniesAction(JsonNode permissions, String action) {
        for (JsonNode permission : permissions) {
            if (matches(permission.path("actions"), action) && !matches(permission.path("notActions"), action)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(JsonNode patterns, String action) {
        for (JsonNode pattern : patterns) {
            if (Glob.actions(pattern.asText()).matches(action)) {
                return true;
            }
        }
        return false;
    }
}
