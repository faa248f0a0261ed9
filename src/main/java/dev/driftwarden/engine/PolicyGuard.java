package dev.driftwarden.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.net.AzurePolicy;
import dev.driftwarden.plan.Operation;
import dev.driftwarden.plan.Operation.Method;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.GuardResult;
import dev.driftwarden.rule.Judgement;
import dev.driftwarden.rule.Mode;
import dev.driftwarden.world.World;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Looks whether Azure Policy stands against a fix: refuses what it leads to, or sets the opposite. Initiatives hold hundreds of
 * definitions and are not looked into; what they refuse, Azure says when it is written.
 */
final class PolicyGuard {
    private static final String API = "2023-04-01";
    private static final int MOST = 30;

    private final World world;
    private int looked;
    private int initiatives;

    PolicyGuard(World world) {
        this.world = world;
    }

    Optional<GuardResult> of(Judgement judgement, List<Operation> operations) {
        JsonNode body = judgement.resourceBody();
        Optional<Operation> write = operations.stream()
                .filter(operation -> operation.method() == Method.PATCH || operation.method() == Method.PUT)
                .filter(operation -> operation.target().equals(judgement.resource()) && operation.body() != null)
                .findFirst();
        if (body == null || write.isEmpty()) {
            return Optional.empty();
        }
        ResourceId assignments = judgement.resource().resolve("providers/Microsoft.Authorization/policyAssignments");
        return Optional.of(world.list(assignments, API, "")
                .match(
                        members -> against(members, write.get(), body),
                        why -> new GuardResult(
                                Mode.APPROVE,
                                "Whether Azure Policy stands against it could not be read: " + why.message())));
    }

    private GuardResult against(List<JsonNode> assignments, Operation write, JsonNode body) {
        JsonNode after = after(write, body);
        for (JsonNode assignment : assignments) {
            Optional<GuardResult> found = enforced(assignment) ? against(assignment, write, after) : Optional.empty();
            if (found.isPresent()) {
                return found.get();
            }
        }
        String rest = initiatives == 0 ? "" : " " + initiatives + " initiatives were not looked into.";
        return new GuardResult(
                Mode.AUTO, "No policy assigned here was seen to stand against it (looked at " + looked + ")." + rest);
    }

    private static boolean enforced(JsonNode assignment) {
        return !assignment.at("/properties/enforcementMode").asText().equalsIgnoreCase("DoNotEnforce");
    }

    private Optional<GuardResult> against(JsonNode assignment, Operation write, JsonNode after) {
        Optional<ResourceId> id = ResourceId.tryParse(
                assignment.at("/properties/policyDefinitionId").asText());
        if (id.isEmpty() || looked >= MOST) {
            return Optional.empty();
        }
        if (id.get().key().contains("/policysetdefinitions/")) {
            initiatives++;
            return Optional.empty();
        }
        looked++;
        String name = assignment
                .at("/properties/displayName")
                .asText(assignment.path("name").asText());
        return world.get(id.get(), API)
                .match(
                        definition -> judged(new AzurePolicy(definition, assignment), name, write, after),
                        Optional::empty,
                        why -> Optional.of(new GuardResult(
                                Mode.APPROVE, "The policy '" + name + "' could not be read: " + why.message())));
    }

    private static Optional<GuardResult> judged(AzurePolicy policy, String name, Operation write, JsonNode after) {
        if (policy.denies(after)) {
            return Optional.of(new GuardResult(
                    Mode.TICKET, "The policy '" + name + "' forbids every write that leaves the resource like this."));
        }
        JsonNode properties = write.body() == null ? after : write.body().path("properties");
        return properties.properties().stream()
                .filter(field -> field.getValue().isValueNode())
                .filter(field -> policy.sets(write.target().type().name() + "/" + field.getKey())
                        .filter(value -> !same(value, field.getValue()))
                        .isPresent())
                .findFirst()
                .map(field -> new GuardResult(
                        Mode.TICKET,
                        "The policy '" + name + "' sets " + field.getKey() + " to something else at every write."));
    }

    private static boolean same(JsonNode one, JsonNode other) {
        return one.asText().toLowerCase(Locale.ROOT).equals(other.asText().toLowerCase(Locale.ROOT));
    }

    /** The resource as the write leaves it; below {@code properties} a given value replaces the old one. */
    private static JsonNode after(Operation write, JsonNode body) {
        JsonNode written = write.body();
        if (written == null || !(body instanceof ObjectNode)) {
            return body;
        }
        ObjectNode after = body.deepCopy();
        if (write.method() == Method.PUT) {
            after.remove(List.of("properties", "tags"));
        }
        written.properties().forEach(field -> {
            if (field.getValue() instanceof ObjectNode given && after.get(field.getKey()) instanceof ObjectNode old) {
                old.setAll(given);
            } else {
                after.set(field.getKey(), field.getValue());
            }
        });
        return after;
    }
}
