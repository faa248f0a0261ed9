package dev.driftwarden.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.plan.Fix;
import dev.driftwarden.plan.Operation;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.GuardResult;
import dev.driftwarden.rule.Judgement;
import dev.driftwarden.rule.Mode;
import dev.driftwarden.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The reasons to be careful that hold for every rule: locks, managed resource groups, deny assignments, policies, origins of CDN
 * and Front Door, changes under way. Asked only when a write could follow. What was looked for and not found is said, too.
 */
final class Guards {
    private static final String LOCKS_API = "2020-05-01";
    private static final String GROUPS_API = "2021-04-01";
    private static final Set<String> SETTLED = Set.of("", "succeeded", "failed", "canceled");

    private Guards() {}

    static List<GuardResult> of(Judgement judgement, World world) {
        List<GuardResult> results = new ArrayList<>();
        Fix fix = judgement.fix();
        if (fix == null) {
            return results;
        }
        busy(judgement).ifPresent(results::add);
        if (!judgement.resource().isGraph()) {
            ofAzure(judgement, fix.operations(), world, results);
        }
        removesAssignment(fix.operations()).ifPresent(results::add);
        return results;
    }

    private static void ofAzure(
            Judgement judgement, List<Operation> operations, World world, List<GuardResult> results) {
        ResourceId resource = judgement.resource();
        results.add(locked(resource, operations, world));
        managed(resource, world).ifPresent(results::add);
        results.add(DenyGuard.of(resource, operations, world));
        new PolicyGuard(world).of(judgement, operations).ifPresent(results::add);
        new OriginGuard(world).of(resource, operations).ifPresent(results::add);
    }

    private static Optional<GuardResult> removesAssignment(List<Operation> operations) {
        return operations.stream()
                .filter(operation -> operation.method() == Operation.Method.DELETE)
                .filter(operation -> operation.target().type().key().endsWith("/roleassignments"))
                .findFirst()
                .map(operation -> new GuardResult(
                        Mode.AUTO, "When the assignment was last used is not known: Azure does not record it."));
    }

    /** Whether Azure is changing the resource right now. */
    static Optional<GuardResult> busy(Judgement judgement) {
        JsonNode body = judgement.resourceBody();
        String state =
                body == null ? "" : body.at("/properties/provisioningState").asText("");
        if (SETTLED.contains(state.toLowerCase(Locale.ROOT))) {
            return Optional.empty();
        }
        return Optional.of(new GuardResult(
                Mode.OBSERVE, "Azure is changing it right now (" + state + "); it is looked at again soon."));
    }

    private static GuardResult locked(ResourceId resource, List<Operation> operations, World world) {
        ResourceId locks = resource.resolve("providers/Microsoft.Authorization/locks");
        boolean deletes = operations.stream().anyMatch(o -> o.method() == Operation.Method.DELETE);
        return world.list(locks, LOCKS_API, "")
                .match(
                        members -> members.stream()
                                .filter(lock -> blocks(lock, deletes))
                                .findFirst()
                                .map(lock -> new GuardResult(
                                        Mode.TICKET,
                                        "The lock '" + lock.path("name").asText()
                                                + "' forbids it; locks are never removed."))
                                .orElse(new GuardResult(Mode.AUTO, "No lock forbids it.")),
                        why -> new GuardResult(
                                Mode.APPROVE, "Whether a lock covers it could not be read: " + why.message()));
    }

    private static boolean blocks(JsonNode lock, boolean deletes) {
        String level = lock.at("/properties/level").asText("");
        return level.equalsIgnoreCase("ReadOnly") || (deletes && level.equalsIgnoreCase("CanNotDelete"));
    }

    private static Optional<GuardResult> managed(ResourceId resource, World world) {
        Optional<ResourceId> group = groupOf(resource);
        if (group.isEmpty()) {
            return Optional.empty();
        }
        return world.get(group.get(), GROUPS_API)
                .match(
                        body -> managedBy(body),
                        Optional::empty,
                        why -> Optional.of(new GuardResult(
                                Mode.APPROVE,
                                "Whether its resource group is managed could not be read: " + why.message())));
    }

    private static Optional<GuardResult> managedBy(JsonNode group) {
        String owner = group.path("managedBy").asText("");
        return owner.isEmpty()
                ? Optional.empty()
                : Optional.of(new GuardResult(
                        Mode.TICKET, "Its resource group is managed by " + owner + ": fix it at its owner."));
    }

    private static Optional<ResourceId> groupOf(ResourceId resource) {
        List<String> segments = resource.segments();
        return resource.resourceGroup().isEmpty()
                ? Optional.empty()
                : Optional.of(ResourceId.parse("/" + String.join("/", segments.subList(0, 4))));
    }
}
