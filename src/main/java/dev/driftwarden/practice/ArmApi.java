package dev.driftwarden.practice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.resource.ResourceType;
import java.util.Locale;
import java.util.Optional;

/** Azure Resource Manager: checks what every call needs, then tells apart resources, collections and the few special paths. */
final class ArmApi {
    static final ResourceType SUBSCRIPTIONS = ResourceType.of("Microsoft.Resources/subscriptions");
    private static final String PROVIDERS = "/providers/";

    private final Resources resources;
    private final ArmLists lists;
    private final ArmWrites writes;
    private final ArmActions actions;
    private final LongRunning longRunning;
    private final Insights insights;
    private final RoleAssignments roles;
    private final Personas personas;
    private final Permissions permissions;

    ArmApi(
            Resources resources,
            ArmLists lists,
            ArmWrites writes,
            ArmActions actions,
            LongRunning longRunning,
            Insights insights,
            RoleAssignments roles,
            Personas personas) {
        this.resources = resources;
        this.lists = lists;
        this.writes = writes;
        this.actions = actions;
        this.longRunning = longRunning;
        this.insights = insights;
        this.roles = roles;
        this.personas = personas;
        this.permissions = new Permissions(resources.store(), roles, personas);
    }

    Response answer(Request request) {
        String version = request.query("api-version");
        if (version.isEmpty()) {
            return ArmErrors.missingApiVersion();
        }
        if (!version.matches("20\\d\\d-\\d\\d-\\d\\d(-preview|-privatepreview)?")) {
            return ArmErrors.invalidApiVersion(version);
        }
        Optional<Response> topLevel = lists.topLevel(request);
        if (topLevel.isPresent()) {
            return topLevel.get();
        }
        Optional<ResourceId> id = ResourceId.tryParse(request.path());
        return id.map(path -> missingScope(path).orElseGet(() -> route(request, path)))
                .orElseGet(() -> ArmErrors.of(400, "InvalidResourceId", "The path is not a valid resource path."));
    }

    private Optional<Response> missingScope(ResourceId path) {
        Optional<String> subscription = path.subscriptionId();
        if (subscription.isEmpty()) {
            return Optional.empty();
        }
        ResourceId scope = ResourceId.parse("/subscriptions/" + subscription.get());
        if (!resources.store().contains(scope)) {
            return Optional.of(ArmErrors.subscriptionNotFound(subscription.get()));
        }
        return path.resourceGroup()
                .filter(group -> path.key().contains("/resourcegroups/" + group + "/"))
                .filter(group -> !resources.store().contains(scope.resolve("resourceGroups/" + group)))
                .map(ArmErrors::groupNotFound);
    }

    private Response route(Request request, ResourceId path) {
        Optional<Response> special = longRunning
                .poll(request.segments())
                .or(() -> insights.answer(request, path))
                .or(() -> permissions.answer(request, path))
                .or(() -> lists.providers(request, path));
        return special.orElseGet(() -> isResource(path) ? resource(request, path) : collection(request, path));
    }

    /** Behind the last {@code /providers/namespace} an even number of segments names a resource, an odd one a collection. */
    static boolean isResource(ResourceId path) {
        int mark = path.key().lastIndexOf(PROVIDERS);
        String tail = mark < 0 ? path.path().substring(1) : path.path().substring(mark + PROVIDERS.length());
        long segments = tail.chars().filter(c -> c == '/').count() + 1;
        return mark < 0 ? segments % 2 == 0 : segments % 2 == 1;
    }

    private Response resource(Request request, ResourceId id) {
        if (!request.isRead() && !request.method().equals("POST")) {
            return writes.write(request, id, personas.of(request));
        }
        if (request.method().equals("POST")) {
            return actions.run(request, id, personas.of(request));
        }
        Optional<ObjectNode> found =
                id.type().equals(RoleAssignments.DEFINITIONS) ? roles.definition(id) : resources.find(id);
        if (request.method().equals("HEAD")) {
            return Response.empty(found.isPresent() ? 204 : 404);
        }
        return found.map(body -> withEtag(id, body)).orElseGet(() -> absent(id));
    }

    private Response withEtag(ResourceId id, ObjectNode body) {
        return resources
                .trait(id)
                .etagField()
                .map(field -> body.path(field).asText())
                .filter(etag -> !etag.isEmpty())
                .map(etag -> Response.ok(body).with("ETag", etag))
                .orElseGet(() -> Response.ok(body));
    }

    private Response absent(ResourceId id) {
        if (id.type().name().toLowerCase(Locale.ROOT).equals("microsoft.resources/subscriptions/resourcegroups")) {
            return ArmErrors.groupNotFound(id.name());
        }
        if (id.type().equals(RoleAssignments.TYPE)) {
            return ArmErrors.of(404, "RoleAssignmentNotFound", "The role assignment '" + id.name() + "' is not found.");
        }
        boolean child = id.type().name().chars().filter(c -> c == '/').count() > 1;
        return id.parent()
                .filter(parent -> child && resources.find(parent).isEmpty())
                .map(ArmErrors::parentNotFound)
                .orElseGet(() -> ArmErrors.notFound(id));
    }

    private Response collection(Request request, ResourceId collection) {
        if (request.method().equals("POST")) {
            return actions.run(request, collection, personas.of(request));
        }
        if (!request.isRead()) {
            return ArmErrors.of(405, "MethodNotAllowed", "A collection can only be listed.");
        }
        return lists.collection(request, collection);
    }
}
