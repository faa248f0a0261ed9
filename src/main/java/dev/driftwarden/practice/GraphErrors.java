package dev.driftwarden.practice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;

/** Microsoft Graph's error answers. */
final class GraphErrors {
    private GraphErrors() {}

    static Response of(int status, String code, String message) {
        ObjectNode body = Json.object();
        ObjectNode error = body.putObject("error").put("code", code).put("message", message);
        String id = UUID.randomUUID().toString();
        error.putObject("innerError").put("request-id", id).put("client-request-id", id);
        return Response.of(status, body);
    }

    static Response notFound(String id) {
        return of(
                404,
                "Request_ResourceNotFound",
                "Resource '" + id
                        + "' does not exist or one of its queried reference-property objects are not present.");
    }

    static Response badRequest(String message) {
        return of(400, "BadRequest", message);
    }

    static Response noSegment(String segment) {
        return badRequest("Resource not found for the segment '" + segment + "'.");
    }
}
