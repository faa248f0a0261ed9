package dev.driftwarden.practice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.resource.ResourceId;
import org.jspecify.annotations.Nullable;

/**
 * One write that ARM is asked for.
 *
 * @param before the body now; null when the resource does not exist
 * @param after the body as it would become; null for DELETE and POST
 */
record ArmWrite(
        Request request,
        ResourceId target,
        TypeTrait trait,
        Persona actor,
        @Nullable ObjectNode before,
        @Nullable ObjectNode after) {

    boolean existed() {
        return before != null;
    }

    /** The last part of the RBAC action: {@code write}, {@code delete} or {@code action}. */
    String verb() {
        return switch (request.method()) {
            case "DELETE" -> "delete";
            case "POST" -> "action";
            default -> "write";
        };
    }

    /** The RBAC action, for instance {@code Microsoft.Storage/storageAccounts/write}. */
    String action() {
        return trait.name() + "/" + verb();
    }
}
