package dev.driftwarden.practice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.resource.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lists of ARM: tenants, subscriptions, groups, all resources of a scope, by type, and children of a resource. */
final class ArmLists {
    private static final ResourceId ROOT = ResourceId.parse("/");
    private static final ResourceType GROUPS = ResourceType.of("Microsoft.Resources/subscriptions/resourceGroups");
    private static final Pattern PRINCIPAL =
            Pattern.compile("(?:principalId eq|assignedTo\\()\\s*'([0-9a-fA-F-]+)'\\)?");
    private static final Pattern TYPE_FILTER = Pattern.compile("(?i)resourceType eq '([^']+)'");
    private static final String API_VERSION = "2025-06-01";

    private final Resources resources;
    private final Pages pages;
    private final String tenant;

    ArmLists(Resources resources, Pages pages, String tenant) {
        this.resources = resources;
        this.pages = pages;
        this.tenant = tenant;
    }

    /** The lists that lie above any resource id; empty for other paths. */
    Optional<Response> topLevel(Request request) {
        return switch (request.path().toLowerCase(Locale.ROOT)) {
            case "/subscriptions" ->
                Optional.of(pages.arm(request, resources.store().below(ROOT, ArmApi.SUBSCRIPTIONS)));
            case "/tenants" ->
                Optional.of(pages.arm(
                        request,
                        List.of(Json.object()
                                .put("id", "/tenants/" + tenant)
                                .put("tenantId", tenant)
                                .put("displayName", "Contoso")
                                .put("defaultDomain", "contoso.example"))));
            default -> Optional.empty();
        };
    }

    /** {@code …/providers} and {@code …/providers/{namespace}}; empty for other paths. */
    Optional<Response> providers(Request request, ResourceId path) {
        if (path.key().endsWith("/providers")) {
            List<ObjectNode> all = resources.traits().all().stream()
                    .map(trait -> ResourceType.of(trait.name()).provider())
                    .distinct()
                    .sorted()
                    .map(this::provider)
                    .toList();
            return Optional.of(pages.arm(request, all));
        }
        if (!path.key().matches(".*/providers/[^/]+") && !path.key().matches("/providers/[^/]+")) {
            return Optional.empty();
        }
        return Optional.of(
                resources.traits().knowsProvider(path.name())
                        ? Response.ok(provider(path.name()))
                        : ArmErrors.unknownNamespace(path.name()));
    }

    private ObjectNode provider(String namespace) {
        List<ObjectNode> types = new ArrayList<>();
        for (TypeTrait trait : resources.traits().all()) {
            if (ResourceType.of(trait.name()).provider().equalsIgnoreCase(namespace)) {
                ObjectNode type = Json.object().put("resourceType", trait.name().substring(namespace.length() + 1));
                type.putArray("apiVersions").add(trait.data().path("apiVersion").asText(API_VERSION));
                types.add(type);
            }
        }
        return Json.object()
                .put("namespace", namespace)
                .put("registrationState", "Registered")
                .set("resourceTypes", Json.array(types));
    }

    /** The members of the collection that the path names. */
    Response collection(Request request, ResourceId path) {
        String key = path.key();
        if (key.endsWith("/resourcegroups") && !key.contains("/providers/")) {
            return pages.arm(request, resources.store().below(path, GROUPS));
        }
        if (key.endsWith("/resources") && !key.contains("/providers/")) {
            return pages.arm(request, everything(request, path));
        }
        int mark = key.lastIndexOf("/providers/");
        if (mark < 0) {
            return ArmErrors.of(404, "InvalidResourceType", "The resource type could not be found.");
        }
        ResourceType type = ResourceId.parse(path.path() + "/x").type();
        if (!resources.traits().knowsProvider(type.provider())) {
            return ArmErrors.unknownNamespace(type.provider());
        }
        ResourceId scope = mark == 0 ? ROOT : ResourceId.parse(path.path().substring(0, mark));
        return pages.arm(request, members(request, path, type, scope));
    }

    private List<ObjectNode> everything(Request request, ResourceId path) {
        ResourceId scope = ResourceId.parse(path.path().substring(0, path.path().lastIndexOf('/')));
        Matcher wanted = TYPE_FILTER.matcher(request.query("$filter"));
        Predicate<ObjectNode> fits = wanted.find()
                ? body -> body.path("type").asText().equalsIgnoreCase(wanted.group(1))
                : body -> body.has("location") && body.has("type") && isTopLevel(body);
        return resources.store().below(scope).stream()
                .filter(fits)
                .<ObjectNode>map(body -> body.deepCopy().without(List.of("properties", "etag")))
                .toList();
    }

    static boolean isTopLevel(JsonNode body) {
        String type = body.path("type").asText();
        return type.indexOf('/') == type.lastIndexOf('/');
    }

    private List<ObjectNode> members(Request request, ResourceId path, ResourceType type, ResourceId scope) {
        boolean child = type.name().indexOf('/') != type.name().lastIndexOf('/');
        if (child) {
            return resources.children(path, type, ownerOf(path));
        }
        if (type.equals(RoleAssignments.DEFINITIONS)) {
            return roleDefinitions(request, scope);
        }
        return switch (resources.traits().of(type).listing()) {
            case BELOW -> resources.store().below(scope, type);
            case EXACT ->
                resources.store().below(scope, type).stream()
                        .filter(body -> scopeOf(body).equals(scope))
                        .toList();
            case INHERITED -> inherited(request, type, scope);
        };
    }

    private static ResourceId ownerOf(ResourceId collection) {
        return ResourceId.parse(collection.path().substring(0, collection.path().lastIndexOf('/')));
    }

    private static ResourceId scopeOf(JsonNode body) {
        return ResourceId.parse(body.path("id").asText()).parent().orElse(ROOT);
    }

    private List<ObjectNode> inherited(Request request, ResourceType type, ResourceId scope) {
        String filter = request.query("$filter");
        boolean onlyAbove = filter.contains("atScope()");
        Matcher principal = PRINCIPAL.matcher(filter);
        Predicate<ObjectNode> fits = principal.find()
                ? body -> body.path("properties").path("principalId").asText().equalsIgnoreCase(principal.group(1))
                : body -> true;
        return resources.store().below(ROOT, type).stream()
                .filter(body -> applies(scopeOf(body), scope, onlyAbove))
                .filter(fits)
                .toList();
    }

    /** All management groups of the practice tenant stand above all its subscriptions. */
    private static boolean applies(ResourceId at, ResourceId scope, boolean onlyAbove) {
        boolean fromManagementGroup = at.key().startsWith("/providers/microsoft.management/")
                && scope.subscriptionId().isPresent();
        return fromManagementGroup || scope.isWithin(at) || (!onlyAbove && at.isWithin(scope));
    }

    private List<ObjectNode> roleDefinitions(Request request, ResourceId scope) {
        String filter = request.query("$filter");
        Matcher kind = Pattern.compile("(?i)type eq '([^']+)'").matcher(filter);
        Matcher name = Pattern.compile("(?i)roleName eq '([^']+)'").matcher(filter);
        String wantedKind = kind.find() ? kind.group(1) : "";
        String wantedName = name.find() ? name.group(1) : "";
        return resources.store().below(ROOT, RoleAssignments.DEFINITIONS).stream()
                .filter(body -> isBuiltIn(body) || assignableAt(body, scope))
                .filter(body -> fits(body, "type", wantedKind) && fits(body, "roleName", wantedName))
                .toList();
    }

    private static boolean isBuiltIn(JsonNode body) {
        return body.path("properties").path("type").asText().equals("BuiltInRole");
    }

    private static boolean fits(JsonNode body, String field, String wanted) {
        return wanted.isEmpty() || body.path("properties").path(field).asText().equalsIgnoreCase(wanted);
    }

    private static boolean assignableAt(JsonNode body, ResourceId scope) {
        for (JsonNode assignable : body.path("properties").path("assignableScopes")) {
            ResourceId at = ResourceId.parse(assignable.asText());
            if (applies(at, scope, false)) {
                return true;
            }
        }
        return false;
    }
}
