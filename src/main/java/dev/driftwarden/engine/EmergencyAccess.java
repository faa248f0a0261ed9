package dev.driftwarden.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.net.AdministratorPath;
import dev.driftwarden.plan.Fix;
import dev.driftwarden.plan.Operation;
import dev.driftwarden.plan.Operation.Method;
import dev.driftwarden.policy.Policy;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.GuardResult;
import dev.driftwarden.rule.Judgement;
import dev.driftwarden.rule.Mode;
import dev.driftwarden.world.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps a fix from locking the administrators out: the emergency accounts and what they hold are never touched, and no
 * conditional access policy is enforced that would leave none of them a way in. What cannot be told is refused.
 */
final class EmergencyAccess {
    private static final ResourceId POLICIES = ResourceId.parse("/graph/identity/conditionalAccess/policies");

    private final World world;
    private final Set<String> breakGlass;
    private final Map<String, Optional<Set<String>>> members = new HashMap<>();

    private EmergencyAccess(World world, Set<String> breakGlass) {
        this.world = world;
        this.breakGlass = breakGlass;
    }

    /** Why the fix of a judgement must be left to a person; empty when nothing speaks against it. */
    static Optional<GuardResult> objection(Judgement judgement, Policy policy, World world) {
        Fix fix = judgement.fix();
        if (fix == null) {
            return Optional.empty();
        }
        EmergencyAccess access = new EmergencyAccess(world, breakGlass(judgement, policy));
        return access.touched(judgement, fix)
                .or(() -> access.lockedOut(fix))
                .map(reason -> new GuardResult(Mode.TICKET, reason));
    }

    private static Set<String> breakGlass(Judgement judgement, Policy policy) {
        Set<String> ids = new HashSet<>(policy.entra().breakGlass());
        JsonNode own = policy.parameters()
                .getOrDefault(judgement.rule().id(), Map.of())
                .get("breakGlass");
        if (own != null) {
            own.forEach(id -> ids.add(id.asText().toLowerCase(Locale.ROOT)));
        }
        return ids;
    }

    private Optional<String> touched(Judgement judgement, Fix fix) {
        JsonNode body = judgement.resourceBody();
        String principal = body == null
                ? ""
                : body.at("/properties/principalId").asText("").toLowerCase(Locale.ROOT);
        boolean holds = breakGlass.contains(principal);
        boolean written = fix.operations().stream()
                .flatMap(operation -> operation.target().segments().stream())
                .anyMatch(segment -> breakGlass.contains(segment.toLowerCase(Locale.ROOT)));
        return holds || written
                ? Optional.of("It belongs to an emergency account; those are never touched.")
                : Optional.empty();
    }

    private Optional<String> lockedOut(Fix fix) {
        for (Operation operation : fix.operations()) {
            Optional<String> reason = isPolicy(operation) ? lockedOut(operation) : Optional.empty();
            if (reason.isPresent()) {
                return reason;
            }
        }
        return Optional.empty();
    }

    private static boolean isPolicy(Operation operation) {
        boolean writes = operation.method() == Method.PATCH || operation.method() == Method.POST;
        return writes && operation.body() != null && operation.target().isWithin(POLICIES);
    }

    private Optional<String> lockedOut(Operation operation) {
        return world.list(POLICIES, "v1.0", "")
                .match(
                        policies -> new AdministratorPath(breakGlass, this::membersOf)
                                .objection(written(operation, policies), others(operation, policies)),
                        why -> Optional.of("Whether an administrator could still sign in cannot be told,"
                                + " because the policies could not be read: " + why.message()));
    }

    private static JsonNode written(Operation operation, List<JsonNode> policies) {
        ObjectNode after = JsonNodeFactory.instance.objectNode();
        policies.stream()
                .filter(policy -> isTarget(operation, policy))
                .forEach(policy ->
                        after.setAll((ObjectNode) policy.path("properties").deepCopy()));
        if (operation.body() instanceof ObjectNode body) {
            after.setAll(body);
        }
        return after;
    }

    private static List<JsonNode> others(Operation operation, List<JsonNode> policies) {
        return new ArrayList<>(
                policies.stream().filter(policy -> !isTarget(operation, policy)).toList());
    }

    private static boolean isTarget(Operation operation, JsonNode policy) {
        return ResourceId.tryParse(policy.path("id").asText())
                .filter(operation.target()::equals)
                .isPresent();
    }

    private Optional<Set<String>> membersOf(String group) {
        return members.computeIfAbsent(group, this::read);
    }

    private Optional<Set<String>> read(String group) {
        ResourceId id = ResourceId.parse("/graph/groups/" + group + "/transitiveMembers");
        return world.list(id, "v1.0", "$select=id")
                .match(
                        all -> {
                            Set<String> ids = new HashSet<>();
                            all.forEach(one ->
                                    ids.add(one.at("/properties/id").asText().toLowerCase(Locale.ROOT)));
                            return Optional.of(ids);
                        },
                        why -> Optional.<Set<String>>empty());
    }
}
