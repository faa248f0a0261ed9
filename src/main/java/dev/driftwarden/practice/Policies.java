package dev.driftwarden.practice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.resource.ResourceType;
import java.util.Optional;

/** Azure Policy with effect deny: what a PUT or PATCH would lead to is held against the assignments that cover it. */
final class Policies {
    private static final ResourceType ASSIGNMENTS = ResourceType.of("Microsoft.Authorization/policyAssignments");
    private static final ResourceId ROOT = ResourceId.parse("/");

    private final ArmStore store;

    Policies(ArmStore store) {
        this.store = store;
    }

    Optional<Response> refusal(ArmWrite write) {
        ObjectNode after = write.after();
        if (after == null) {
            return Optional.empty();
        }
        return store.below(ROOT, ASSIGNMENTS).stream()
                .filter(assignment -> applies(assignment, write.target()))
                .flatMap(assignment -> denial(assignment, after, write).stream())
                .findFirst();
    }

    private static boolean applies(ObjectNode assignment, ResourceId target) {
        JsonNode properties = assignment.path("properties");
        ResourceId scope =
                ResourceId.parse(assignment.path("id").asText()).parent().orElse(ROOT);
        if (!target.isWithin(scope)
                || properties.path("enforcementMode").asText().equals("DoNotEnforce")) {
            return false;
        }
        for (JsonNode excluded : properties.path("notScopes")) {
            if (target.isWithin(ResourceId.parse(excluded.asText()))) {
                return false;
            }
        }
        return true;
    }

    private Optional<Response> denial(ObjectNode assignment, ObjectNode after, ArmWrite write) {
        Optional<ObjectNode> definition = ResourceId.tryParse(
                        assignment.path("properties").path("policyDefinitionId").asText())
                .flatMap(store::find);
        return definition
                .filter(found -> isDeny(found, assignment))
                .filter(found -> new PolicyCondition(after)
                        .holds(found.path("properties").path("policyRule").path("if")))
                .map(found -> refused(assignment, found, write));
    }

    private static boolean isDeny(ObjectNode definition, ObjectNode assignment) {
        JsonNode properties = definition.path("properties");
        String effect =
                properties.path("policyRule").path("then").path("effect").asText();
        if (effect.startsWith("[parameters(")) {
            String name = effect.replaceAll("^\\[parameters\\('?|'?\\)\\]$", "");
            JsonNode given =
                    assignment.path("properties").path("parameters").path(name).path("value");
            JsonNode fallback = properties.path("parameters").path(name).path("defaultValue");
            effect = given.asText(fallback.asText());
        }
        return effect.equalsIgnoreCase("deny");
    }

    private static Response refused(ObjectNode assignment, ObjectNode definition, ArmWrite write) {
        String name = assignment.path("properties").path("displayName").asText();
        ObjectNode body = ArmErrors.body(
                "RequestDisallowedByPolicy",
                "Resource '" + write.target().name()
                        + "' was disallowed by policy. Policy identifiers: '[{\"policyAssignment\":{"
                        + "\"name\":\"" + name + "\",\"id\":\""
                        + assignment.path("id").asText() + "\"},\"policyDefinition\":{"
                        + "\"name\":\""
                        + definition.path("properties").path("displayName").asText() + "\",\"id\":\""
                        + definition.path("id").asText() + "\"}}]'.");
        ObjectNode error =
                Json.child(body, "error").put("target", write.target().name());
        ObjectNode violation = error.putArray("additionalInfo").addObject().put("type", "PolicyViolation");
        violation
                .putObject("info")
                .put("policyAssignmentId", assignment.path("id").asText())
                .put("policyAssignmentName", assignment.path("name").asText())
                .put("policyAssignmentDisplayName", name)
                .put("policyDefinitionId", definition.path("id").asText())
                .put("policyDefinitionEffect", "deny");
        return Response.of(403, body);
    }
}
