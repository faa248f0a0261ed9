package dev.driftwarden.rule.book;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.plan.Operation;
import dev.driftwarden.plan.Operation.Method;
import dev.driftwarden.rule.cel.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the write that brings back what one operation changed.
 *
 * @param notes where it says what cannot be restored exactly
 */
record Restoration(CompiledRule rule, Set<String> notes) {
    private static final List<String> NOT_WRITABLE =
            List.of("id", "name", "type", "etag", "systemData", "resourceGroup", "subscriptionId");

    Operation of(Operation done, JsonNode before) {
        if (done.method() == Method.PATCH) {
            JsonNode written = Optional.ofNullable(done.body()).orElse(NullNode.getInstance());
            JsonNode body = done.target().isGraph() ? whole(written, before) : restored(written, before, "");
            return new Operation(Method.PATCH, done.target(), done.apiVersion(), body);
        }
        return before.isObject()
                ? new Operation(Method.PUT, done.target(), done.apiVersion(), writable(before))
                : new Operation(Method.DELETE, done.target(), done.apiVersion(), null);
    }

    /** Members of a directory object are replaced by a write, so they are brought back whole. */
    private JsonNode whole(JsonNode written, JsonNode before) {
        JsonNode old = before.has("properties") ? before.path("properties") : before;
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        written.properties()
                .forEach(entry ->
                        body.set(entry.getKey(), value(old.path(entry.getKey()), "properties." + entry.getKey())));
        return body;
    }

    private JsonNode restored(JsonNode written, JsonNode before, String path) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        written.properties().forEach(entry -> {
            String below = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
            JsonNode old = before.path(entry.getKey());
            boolean both = entry.getValue().isObject() && (old.isObject() || old.isMissingNode() || old.isNull());
            body.set(entry.getKey(), both ? restored(entry.getValue(), old, below) : value(old, below));
        });
        return body;
    }

    private JsonNode value(JsonNode old, String path) {
        if (!old.isMissingNode() && !old.isNull()) {
            return old;
        }
        Object fallback = rule.defaultOf(path);
        notes.add("'" + path + "' was not set before; "
                + (fallback == null
                        ? "the undo clears it."
                        : "the undo sets it to " + Json.text(fallback) + ", which means the same."));
        return Json.node(fallback);
    }

    /** What was read without what Azure does not take back. */
    private static ObjectNode writable(JsonNode before) {
        ObjectNode body = before.deepCopy();
        body.remove(NOT_WRITABLE);
        if (body.get("properties") instanceof ObjectNode properties) {
            properties.remove("provisioningState");
        }
        return body;
    }
}
