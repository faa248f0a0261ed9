package dev.driftwarden.practice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.resource.ResourceId;
import java.util.Locale;

/** ARM's error answers, in Azure's own words. */
final class ArmErrors {
    private ArmErrors() {}

    static Response of(int status, String code, String message) {
        return Response.of(status, body(code, message))
                .with("x-ms-failure-cause", status == 404 ? "gateway" : "service");
    }

    static ObjectNode body(String code, String message) {
        ObjectNode body = Json.object();
        body.putObject("error").put("code", code).put("message", message);
        return body;
    }

    static Response missingApiVersion() {
        return of(
                400,
                "MissingApiVersionParameter",
                "The api-version query parameter (?api-version=) is required for all requests.");
    }

    static Response invalidApiVersion(String version) {
        return of(
                400,
                "InvalidApiVersionParameter",
                "The api-version '" + version + "' is invalid. The supported versions are in the form 'yyyy-MM-dd'"
                        + " or 'yyyy-MM-dd-preview'.");
    }

    static Response subscriptionNotFound(String subscription) {
        return of(404, "SubscriptionNotFound", "The subscription '" + subscription + "' could not be found.");
    }

    static Response groupNotFound(String group) {
        return of(404, "ResourceGroupNotFound", "Resource group '" + group + "' could not be found.");
    }

    static Response notFound(ResourceId id) {
        return of(
                404,
                "ResourceNotFound",
                "The Resource '" + id.type() + "/" + id.name() + "' under resource group '"
                        + id.resourceGroup().orElse("<null>") + "' was not found. For more details please go to "
                        + "https://aka.ms/ARMResourceNotFoundFix");
    }

    static Response parentNotFound(ResourceId parent) {
        return of(
                404,
                "ParentResourceNotFound",
                "Failed to perform operation on nested resource. The parent resource '" + parent
                        + "' could not be found.");
    }

    static Response unknownNamespace(String namespace) {
        return of(404, "InvalidResourceNamespace", "The resource namespace '" + namespace + "' is invalid.");
    }

    static Response methodNotAllowed(String method, ResourceId id) {
        return of(
                405,
                "HttpMethodNotSupported",
                "The requested resource of type '" + id.type() + "' does not support http method '" + method + "'.");
    }

    static Response badBody() {
        return of(
                400,
                "InvalidRequestContent",
                "The request content was invalid and could not be deserialized: a JSON object is required.");
    }

    static Response preconditionFailed(ResourceId id) {
        return of(
                412,
                "PreconditionFailed",
                "Precondition failed for resource " + id + ": its current ETag does not match the If-Match header.");
    }

    static Response conflictingOperation(ResourceId id) {
        return of(
                409,
                "AnotherOperationInProgress",
                "Another operation on this or dependent resource is in progress: " + id + ".");
    }

    static Response locked(ResourceId target, String verb, String lockScopes) {
        return of(
                409,
                "ScopeLocked",
                "The scope '" + target + "' cannot perform " + verb
                        + " operation because following scope(s) are locked: '" + lockScopes
                        + "'. Please remove the lock and try again.");
    }

    static Response denied(Persona who, String action, ResourceId target, JsonNode denyAssignment) {
        return of(
                403,
                "DenyAssignmentAuthorizationFailed",
                "The client '" + who.upn() + "' with object id '" + who.objectId()
                        + "' has permission to perform action '" + action + "' on scope '" + target
                        + "'; however, the access is denied because of the deny assignment with name '"
                        + denyAssignment
                                .path("properties")
                                .path("denyAssignmentName")
                                .asText() + "' and Id '"
                        + denyAssignment.path("name").asText().toLowerCase(Locale.ROOT) + "' at scope '"
                        + denyAssignment.path("properties").path("scope").asText() + "'.");
    }
}
