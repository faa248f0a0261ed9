package dev.driftwarden.practice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Reads of Microsoft Graph; writes are handed on. */
final class GraphApi {
    private static final Set<String> NESTED = Set.of("members", "transitivemembers", "memberof", "transitivememberof");
    private static final Set<String> KNOWN_CHILDREN =
            Set.of("approleassignments", "approleassignedto", "owners", "federatedidentitycredentials", "owneddevices");

    private final GraphStore store;
    private final GraphWrites writes;
    private final DirectoryAudits audits;
    private final Pages pages;
    private final Personas personas;

    GraphApi(GraphStore store, GraphWrites writes, DirectoryAudits audits, Pages pages, Personas personas) {
        this.store = store;
        this.writes = writes;
        this.audits = audits;
        this.pages = pages;
        this.personas = personas;
    }

    /** Answers a call whose path has lost its {@code /v1.0} or {@code /beta}. */
    Response answer(Request request, String version) {
        String path = request.path().toLowerCase(Locale.ROOT);
        if (path.equals("/directoryobjects/getbyids")) {
            return byIds(request, version);
        }
        if (!request.isRead()) {
            return writes.write(request, personas.of(request));
        }
        Optional<List<ObjectNode>> members = members(request, path);
        if (members.isPresent()) {
            return listed(request, version, members.get());
        }
        return store.find(request.path())
                .map(object -> single(request, version, object))
                .orElseGet(() -> objectById(request, path, version));
    }

    private Optional<List<ObjectNode>> members(Request request, String path) {
        String[] segments = request.segments();
        if (path.equals("/auditlogs/directoryaudits")) {
            return Optional.of(audits.recent());
        }
        if (path.startsWith("/directory/deleteditems/microsoft.graph.")) {
            String type = "#" + path.substring("/directory/deleteditems/".length());
            return Optional.of(store.list("/directory/deletedItems").stream()
                    .filter(one -> one.path("@odata.type").asText().equalsIgnoreCase(type))
                    .toList());
        }
        if (store.isCollection(path)) {
            return Optional.of(store.list(path));
        }
        return segments.length >= 3 ? nested(segments, path) : Optional.empty();
    }

    private Optional<List<ObjectNode>> nested(String[] segments, String path) {
        String collection = "/" + segments[0];
        String name = segments[2].toLowerCase(Locale.ROOT);
        if (store.find(collection + "/" + segments[1]).isEmpty()) {
            return Optional.empty();
        }
        if (segments.length == 3 && KNOWN_CHILDREN.contains(name)) {
            return Optional.of(store.list(path));
        }
        if (!NESTED.contains(name) || segments.length > 4) {
            return Optional.empty();
        }
        List<ObjectNode> all = name.endsWith("of")
                ? store.memberOf(segments[1], name.startsWith("transitive"))
                : store.members(segments[1], name.startsWith("transitive"));
        String type = segments.length == 4 ? "#" + segments[3] : "";
        return Optional.of(all.stream()
                .filter(one ->
                        type.isEmpty() || one.path("@odata.type").asText().equalsIgnoreCase(type))
                .toList());
    }

    private Response listed(Request request, String version, List<ObjectNode> members) {
        Optional<Predicate<JsonNode>> filter = GraphFilter.parse(request.query("$filter"));
        if (filter.isEmpty()) {
            return GraphErrors.badRequest("Invalid filter clause.");
        }
        List<ObjectNode> kept = members.stream()
                .filter(filter.get())
                .map(one -> selected(request, one))
                .toList();
        String context = version + "/$metadata#" + request.path().substring(1);
        return pages.graph(request.withPath(version + request.path()), kept, context);
    }

    private static ObjectNode selected(Request request, ObjectNode object) {
        String select = request.query("$select");
        if (select.isBlank()) {
            return object;
        }
        List<String> fields = new ArrayList<>(List.of("@odata.type", "id"));
        fields.addAll(List.of(select.split("\\s*,\\s*")));
        return object.deepCopy().retain(fields);
    }

    private static Response single(Request request, String version, ObjectNode object) {
        String context = version + "/$metadata#" + request.path().substring(1) + "/$entity";
        ObjectNode body = Json.object().put("@odata.context", "https://graph.microsoft.com" + context);
        return Response.ok(body.setAll(selected(request, object)));
    }

    private Response objectById(Request request, String path, String version) {
        String[] segments = request.segments();
        if (path.startsWith("/directoryobjects/") && segments.length == 2) {
            return store.directoryObject(segments[1])
                    .map(object -> single(request, version, object))
                    .orElseGet(() -> GraphErrors.notFound(segments[1]));
        }
        String last = segments[segments.length - 1];
        boolean inCollection = segments.length > 1 && store.isCollection(path.substring(0, path.lastIndexOf('/')));
        boolean belowObject = segments.length > 2 && store.isCollection("/" + segments[0]);
        return inCollection || belowObject || path.startsWith("/directory/deleteditems/")
                ? GraphErrors.notFound(belowObject ? segments[1] : last)
                : GraphErrors.noSegment(segments[0]);
    }

    private Response byIds(Request request, String version) {
        Optional<ObjectNode> body = Json.parseObject(request.body());
        if (body.isEmpty()
                || !body.get().path("ids").isArray()
                || body.get().path("ids").size() > 1_000) {
            return GraphErrors.badRequest("'ids' must be a list of at most 1000 ids.");
        }
        List<ObjectNode> found = new ArrayList<>();
        body.get().path("ids").forEach(id -> store.directoryObject(id.asText()).ifPresent(found::add));
        return Response.ok(Json.object()
                .put("@odata.context", "https://graph.microsoft.com" + version + "/$metadata#directoryObjects")
                .set("value", Json.array(found)));
    }
}
