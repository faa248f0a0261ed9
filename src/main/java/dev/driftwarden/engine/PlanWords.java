package dev.driftwarden.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.net.Difference;
import dev.driftwarden.net.PolicyDifferences;
import dev.driftwarden.net.PolicyWords;
import dev.driftwarden.plan.Operation;
import dev.driftwarden.plan.Operation.Method;
import dev.driftwarden.resource.ResourceType;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says in words what writing a directory policy changes, for a list of fields tells few people what it means. */
final class PlanWords {
    private static final ResourceType CONDITIONAL_ACCESS =
            ResourceType.of("Microsoft.Graph/identity/conditionalAccess/policies");
    private static final Set<String> WORDED = Set.of("Microsoft.Graph/identity", "Microsoft.Graph/policies");

    private PlanWords() {}

    /** None for what is no directory policy. Everything said follows from the operation and the state before. */
    static List<String> of(Operation operation, @Nullable JsonNode before) {
        String type = operation.target().type().name();
        JsonNode body = operation.body();
        if (body == null || WORDED.stream().noneMatch(type::startsWith)) {
            return List.of();
        }
        if (operation.method() == Method.POST && operation.target().type().equals(CONDITIONAL_ACCESS)) {
            return PolicyWords.of(body);
        }
        return operation.method() == Method.PATCH && before != null ? changes(before, body) : List.of();
    }

    private static List<String> changes(JsonNode before, JsonNode body) {
        JsonNode then = before.path("properties").isObject() ? before.path("properties") : before;
        ObjectNode after = then.deepCopy();
        if (body instanceof ObjectNode members) {
            members.properties().forEach(member -> after.set(member.getKey(), merged(then, member.getKey(), body)));
        }
        return PolicyDifferences.of(then, after).stream()
                .map(one -> one.path() + ": " + text(one, then, after))
                .toList();
    }

    /** The state of a conditional access policy has a name that does not tell everybody whether it is in force. */
    private static String text(Difference one, JsonNode then, JsonNode after) {
        boolean named = one.path().equals("state") && then.has("conditions");
        return named ? PolicyWords.state(after.path("state").asText()) + " (" + one.text() + ")" : one.text();
    }

    /** Objects inside keep what is not sent, but for the parts of a conditional access policy, which are sent whole. */
    private static JsonNode merged(JsonNode then, String name, JsonNode body) {
        JsonNode sent = body.path(name);
        if (!(then.path(name) instanceof ObjectNode old)
                || !(sent instanceof ObjectNode now)
                || then.has("conditions")) {
            return sent;
        }
        ObjectNode both = old.deepCopy();
        both.setAll(now);
        return both;
    }
}
