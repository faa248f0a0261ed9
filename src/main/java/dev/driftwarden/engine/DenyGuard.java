package dev.driftwarden.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.plan.Operation;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.GuardResult;
import dev.driftwarden.rule.Mode;
import dev.driftwarden.world.World;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** Looks whether a deny assignment (of a managed application or a deployment stack) forbids what a fix writes. */
final class DenyGuard {
    private static final String API = "2022-04-01";

    private DenyGuard() {}

    static GuardResult of(ResourceId resource, List<Operation> operations, World world) {
        ResourceId list = resource.resolve("providers/Microsoft.Authorization/denyAssignments");
        return world.list(list, API, "")
                .match(
                        members -> members.stream()
                                .flatMap(member -> against(member.path("properties"), resource, operations).stream())
                                .findFirst()
                                .orElse(new GuardResult(Mode.AUTO, "No deny assignment forbids it.")),
                        why -> new GuardResult(
                                Mode.APPROVE,
                                "Whether a deny assignment forbids it could not be read: " + why.message()));
    }

    private static Optional<GuardResult> against(JsonNode denial, ResourceId resource, List<Operation> operations) {
        boolean covers = ResourceId.tryParse(denial.path("scope").asText())
                .filter(resource::isWithin)
                .isPresent();
        if (!covers || operations.stream().noneMatch(operation -> denies(denial, action(operation)))) {
            return Optional.empty();
        }
        String name = denial.path("denyAssignmentName").asText("without a name");
        // Whom it does not apply to is told by object ids, and the bot does not know its own.
        return Optional.of(
                denial.path("excludePrincipals").isEmpty()
                        ? new GuardResult(Mode.TICKET, "The deny assignment '" + name + "' forbids it.")
                        : new GuardResult(
                                Mode.APPROVE,
                                "The deny assignment '" + name + "' forbids it to all but those whom it excludes."));
    }

    private static String action(Operation operation) {
        String type = operation.target().type().name().toLowerCase(Locale.ROOT);
        return operation.method() == Operation.Method.DELETE ? type + "/delete" : type + "/write";
    }

    private static boolean denies(JsonNode denial, String action) {
        return StreamSupport.stream(denial.path("permissions").spliterator(), false)
                .anyMatch(one -> names(one.path("actions"), action) && !names(one.path("notActions"), action));
    }

    private static boolean names(JsonNode patterns, String action) {
        return StreamSupport.stream(patterns.spliterator(), false)
                .map(pattern -> pattern.asText().toLowerCase(Locale.ROOT))
                .anyMatch(pattern -> Pattern.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q"), action));
    }
}
