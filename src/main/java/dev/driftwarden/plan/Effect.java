package dev.driftwarden.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.plan.Operation.Method;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Tells from a live object what an operation has done to it. Azure adds fields of its own and writes words and ids in another
 * case, so only what the operation names is compared, and text without regard to case.
 */
public final class Effect {
    private static final Set<String> VOLATILE =
            Set.of("etag", "eTag", "systemData", "provisioningState", "resourceGuid");

    private Effect() {}

    /**
     * Whether everything that the operation writes is there. Of an action (POST) nobody can tell: never.
     *
     * @param live null when it does not exist
     */
    public static boolean present(Operation operation, @Nullable JsonNode live) {
        JsonNode body = operation.body();
        return switch (operation.method()) {
            case DELETE -> live == null;
            case POST -> false;
            case PUT, PATCH -> live != null && (body == null || within(body, state(operation, live)));
        };
    }

    /**
     * Whether what the operation replaces is still as it was.
     *
     * @param before null when it did not exist
     * @param live null when it does not exist
     */
    public static boolean untouched(Operation operation, @Nullable JsonNode before, @Nullable JsonNode live) {
        if (before == null || live == null) {
            return before == null && live == null;
        }
        JsonNode body = operation.body();
        JsonNode was = state(operation, before);
        JsonNode is = state(operation, live);
        return (operation.method() == Method.PATCH && body != null) ? sameAt(body, was, is) : same(was, is);
    }

    /** The part of a read object that the operation's body speaks of: directory objects come wrapped. */
    static JsonNode state(Operation operation, JsonNode read) {
        return operation.target().isGraph() && read.path("properties").isObject() ? read.path("properties") : read;
    }

    private static boolean sameAt(JsonNode written, JsonNode was, JsonNode is) {
        if (!written.isObject() || written.isEmpty()) {
            return same(was, is);
        }
        return written.properties().stream()
                .allMatch(field -> sameAt(field.getValue(), was.path(field.getKey()), is.path(field.getKey())));
    }

    private static boolean same(JsonNode one, JsonNode other) {
        return within(one, other) && within(other, one);
    }

    private static boolean within(JsonNode wanted, JsonNode live) {
        if (wanted.isNull() || wanted.isMissingNode()) {
            return live.isNull() || live.isMissingNode();
        }
        if (wanted.isObject()) {
            return wanted.properties().stream()
                    .filter(field -> !VOLATILE.contains(field.getKey()))
                    .allMatch(field -> within(field.getValue(), live.path(field.getKey())));
        }
        return wanted.isArray() ? allWithin(wanted, live) : sameValue(wanted, live);
    }

    private static boolean allWithin(JsonNode wanted, JsonNode live) {
        if (wanted.isEmpty() && (live.isNull() || live.isMissingNode())) {
            return true;
        }
        return live.isArray()
                && live.size() == wanted.size()
                && StreamSupport.stream(wanted.spliterator(), false)
                        .allMatch(item ->
                                StreamSupport.stream(live.spliterator(), false).anyMatch(other -> within(item, other)));
    }

    private static boolean sameValue(JsonNode wanted, JsonNode live) {
        if (wanted.isNumber() && live.isNumber()) {
            return wanted.decimalValue().compareTo(live.decimalValue()) == 0;
        }
        return live.isValueNode() && wanted.asText().equalsIgnoreCase(live.asText());
    }
}
