package dev.driftwarden.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.resource.ResourceId;
import org.jspecify.annotations.Nullable;

/**
 * One write, exactly as it will be sent.
 *
 * @param target what it writes to; for {@code POST} the id with the action behind it
 * @param apiVersion ARM api-version; for directory objects {@code v1.0} or {@code beta}
 * @param body the JSON body; null for {@code DELETE} and for actions without one
 */
public record Operation(
        Method method,
        ResourceId target,
        String apiVersion,
        @Nullable JsonNode body) {
    /** The HTTP methods that change something. */
    public enum Method {
        PATCH,
        PUT,
        POST,
        DELETE
    }
}
