package dev.driftwarden.practice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** POST, PATCH and DELETE of directory objects, memberships included. */
final class GraphWrites {
    private static final String POLICIES = "/identity/conditionalaccess/policies";
    private static final String DEFAULTS = "/policies/identitysecuritydefaultsenforcementpolicy";
    private static final List<String> RECOVERABLE =
            List.of("/users/", "/groups/", "/applications/", "/serviceprincipals/");
    private static final int DEEP = 20;

    private final GraphStore store;
    private final DirectoryAudits audits;
    private final Clock clock;
    private final Runnable changed;

    GraphWrites(GraphStore store, DirectoryAudits audits, Clock clock, Runnable changed) {
        this.store = store;
        this.audits = audits;
        this.clock = clock;
        this.changed = changed;
    }

    synchronized Response write(Request request, Persona actor) {
        Optional<ObjectNode> body = Json.parseObject(request.body());
        if (body.isEmpty()) {
            return GraphErrors.badRequest("Unable to read JSON request payload.");
        }
        Response answer = dispatch(request, body.get(), actor);
        if (answer.succeeded()) {
            changed.run();
        }
        return answer;
    }

    private Response dispatch(Request request, ObjectNode body, Persona actor) {
        String path = request.path();
        if (path.endsWith("/$ref")) {
            return member(request, body, actor);
        }
        if (request.method().equals("POST") && path.endsWith("/removePassword")) {
            return removePassword(request, body, actor);
        }
        if (request.method().equals("POST")) {
            return path.toLowerCase(Locale.ROOT).endsWith("/restore")
                    ? restore(request, actor)
                    : create(request, body, actor);
        }
        Optional<ObjectNode> before = store.find(path);
        if (before.isEmpty()) {
            return GraphErrors.notFound(path.substring(path.lastIndexOf('/') + 1));
        }
        return switch (request.method()) {
            case "PATCH" -> patch(request, before.get(), body, actor);
            case "DELETE" -> delete(request, before.get(), actor);
            default -> GraphErrors.of(405, "Request_BadRequest", "Specified HTTP method is not allowed.");
        };
    }

    private Response create(Request request, ObjectNode body, Persona actor) {
        if (!isCreatable(request)) {
            return GraphErrors.noSegment(request.path());
        }
        Optional<Response> conflict = conflict(request.path(), body);
        if (conflict.isPresent()) {
            return conflict.get();
        }
        String id = UUID.randomUUID().toString();
        ObjectNode created = Json.object().put("id", id);
        created.setAll((ObjectNode) body.deepCopy().without("id"));
        stamp(created, "createdDateTime");
        String path = request.path() + "/" + id;
        store.put(path, created);
        audits.record(request, path, null, created, actor);
        return Response.of(201, created);
    }

    private boolean isCreatable(Request request) {
        String[] segments = request.segments();
        boolean child = segments.length == 3
                && segments[2].toLowerCase(Locale.ROOT).startsWith("approleassign")
                && store.find("/" + segments[0] + "/" + segments[1]).isPresent();
        return store.isCollection(request.path()) || child;
    }

    private void stamp(ObjectNode object, String field) {
        object.put(field, clock.instant().toString());
    }

    private Response patch(Request request, ObjectNode before, ObjectNode change, Persona actor) {
        ObjectNode after = Json.merge(before, nullsKept(before, change), DEEP);
        change.properties().forEach(field -> {
            if (field.getValue().isNull()) {
                after.putNull(field.getKey());
            }
        });
        Optional<Response> conflict = conflict(request.path(), after);
        if (conflict.isPresent()) {
            return conflict.get();
        }
        if (before.has("modifiedDateTime")) {
            stamp(after, "modifiedDateTime");
        }
        store.put(request.path(), after);
        audits.record(request, request.path(), before, after, actor);
        return Response.empty(204);
    }

    /** A null for a whole field stays as null in Graph, so it is left out of the merge. */
    private static ObjectNode nullsKept(ObjectNode before, ObjectNode change) {
        ObjectNode rest = change.deepCopy();
        rest.remove("id");
        before.fieldNames().forEachRemaining(name -> {
            if (rest.path(name).isNull()) {
                rest.remove(name);
            }
        });
        return rest;
    }

    private Response delete(Request request, ObjectNode before, Persona actor) {
        String path = request.path();
        String id = path.substring(path.lastIndexOf('/') + 1);
        String collection = path.substring(0, path.lastIndexOf('/'));
        if (RECOVERABLE.stream().anyMatch(prefix -> (collection + "/").equalsIgnoreCase(prefix))) {
            ObjectNode deleted = GraphStore.typed(collection, before);
            stamp(deleted, "deletedDateTime");
            store.put("/directory/deletedItems/" + id, deleted);
        }
        store.remove(path);
        audits.record(request, path, before, null, actor);
        return Response.empty(204);
    }

    private Response restore(Request request, Persona actor) {
        String id = request.segments()[Math.max(0, request.segments().length - 2)];
        Optional<ObjectNode> deleted = store.find("/directory/deletedItems/" + id);
        if (deleted.isEmpty()) {
            return GraphErrors.notFound(id);
        }
        String type = deleted.get().path("@odata.type").asText();
        String path = "/" + type.substring(type.lastIndexOf('.') + 1) + "s/" + id;
        ObjectNode restored = deleted.get().deepCopy().without(List.of("@odata.type", "deletedDateTime"));
        store.put(path, restored);
        store.remove("/directory/deletedItems/" + id);
        audits.record(request, path, null, restored, actor);
        return Response.ok(restored);
    }

    private Response removePassword(Request request, ObjectNode body, Persona actor) {
        String path = request.path().substring(0, request.path().lastIndexOf('/'));
        Optional<ObjectNode> before = store.find(path);
        if (before.isEmpty()) {
            return GraphErrors.notFound(path.substring(path.lastIndexOf('/') + 1));
        }
        ObjectNode after = before.get().deepCopy();
        ArrayNode kept = after.putArray("passwordCredentials");
        before.get().path("passwordCredentials").forEach(one -> {
            if (!one.path("keyId").asText().equalsIgnoreCase(body.path("keyId").asText())) {
                kept.add(one);
            }
        });
        if (kept.size() == before.get().path("passwordCredentials").size()) {
            return GraphErrors.badRequest("No password credential found with keyId.");
        }
        store.put(path, after);
        audits.record(request, path, before.get(), after, actor);
        return Response.empty(204);
    }

    private Response member(Request request, ObjectNode body, Persona actor) {
        String[] segments = request.segments();
        if (segments.length < 4 || store.find("/groups/" + segments[1]).isEmpty()) {
            return GraphErrors.notFound(segments.length > 1 ? segments[1] : "");
        }
        String path = "/groups/" + segments[1] + "/members/";
        if (request.method().equals("DELETE")) {
            store.remove(path + segments[3]);
            audits.record(request, path + segments[3], reference(segments[3]), null, actor);
            return Response.empty(204);
        }
        String target = body.path("@odata.id").asText();
        String id = target.substring(target.lastIndexOf('/') + 1);
        if (store.directoryObject(id).isEmpty()) {
            return GraphErrors.notFound(id);
        }
        store.addMember(segments[1], id);
        audits.record(request, path + id, null, reference(id), actor);
        return Response.empty(204);
    }

    private static ObjectNode reference(String id) {
        return Json.object().put("id", id);
    }

    /** Security defaults and enabled conditional-access policies exclude each other. */
    private Optional<Response> conflict(String path, JsonNode after) {
        String key = path.toLowerCase(Locale.ROOT);
        boolean defaultsOn = key.equals(DEFAULTS) && after.path("isEnabled").asBoolean(false);
        if (defaultsOn && store.list(POLICIES).stream().anyMatch(GraphWrites::isEnabled)) {
            return Optional.of(GraphErrors.badRequest(
                    "Security Defaults cannot be enabled while conditional access policies are enabled."));
        }
        boolean policyOn = key.startsWith(POLICIES) && isEnabled(after);
        boolean defaultsAreOn = policyOn
                && store.find(DEFAULTS)
                        .map(one -> one.path("isEnabled").asBoolean())
                        .orElse(false);
        return defaultsAreOn
                ? Optional.of(GraphErrors.of(
                        403,
                        "AccessDenied",
                        "Security Defaults is enabled in the tenant. You must disable Security defaults before enabling"
                                + " a Conditional Access policy."))
                : Optional.empty();
    }

    private static boolean isEnabled(@Nullable JsonNode policy) {
        return policy != null && policy.path("state").asText().equals("enabled");
    }
}
