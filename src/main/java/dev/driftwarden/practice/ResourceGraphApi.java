package dev.driftwarden.practice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.resource.ResourceId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Azure Resource Graph over the same estate: lower-case types, no children but tracked ones, pages of at most 1,000 rows. A management
 * group stands for the whole estate.
 */
final class ResourceGraphApi {
    private static final int MOST_ROWS = 1_000;
    private static final Set<String> TABLES =
            Set.of("resources", "resourcecontainers", "authorizationresources", "policyresources", "securityresources");
    private static final List<String> COLUMNS = List.of(
            "id",
            "name",
            "kind",
            "location",
            "managedBy",
            "sku",
            "plan",
            "properties",
            "tags",
            "identity",
            "zones",
            "extendedLocation");

    private final ArmStore store;
    private final String tenant;

    ResourceGraphApi(ArmStore store, String tenant) {
        this.store = store;
        this.tenant = tenant;
    }

    Response answer(Request request) {
        if (request.query("api-version").isEmpty()) {
            return ArmErrors.missingApiVersion();
        }
        Optional<ObjectNode> body = Json.parseObject(request.body());
        if (body.isEmpty() || !request.method().equals("POST")) {
            return ArmErrors.badBody();
        }
        try {
            KqlQuery query = KqlParser.parse(body.get().path("query").asText());
            return TABLES.contains(query.table())
                    ? page(query, body.get())
                    : invalid("the table '" + query.table() + "' is not supported");
        } catch (KqlParser.InvalidQuery e) {
            return invalid(String.valueOf(e.getMessage()));
        }
    }

    private static Response invalid(String why) {
        ObjectNode body = ArmErrors.body("BadRequest", "Please provide below info when asking for support.");
        Json.child(body, "error")
                .putArray("details")
                .addObject()
                .put("code", "InvalidQuery")
                .put("message", "Query is invalid: " + why + ".");
        return Response.of(400, body);
    }

    private Response page(KqlQuery query, JsonNode body) {
        List<ObjectNode> rows = rows(query, body);
        if (query.onlyCount()) {
            return answer(List.of(Json.object().put("Count", rows.size())), 1, -1);
        }
        if (query.countedBy() != null) {
            List<ObjectNode> counts = counted(rows, query.countedBy());
            return answer(counts, counts.size(), -1);
        }
        JsonNode options = body.path("options");
        int from = skipped(options);
        if (from < 0) {
            return ArmErrors.of(400, "BadRequest", "The $skipToken is invalid.");
        }
        int top = Math.max(1, Math.min(MOST_ROWS, options.path("$top").asInt(MOST_ROWS)));
        int to = Math.min(rows.size(), from + top);
        List<ObjectNode> shown = rows.subList(Math.min(from, to), to).stream()
                .map(row -> projected(query, row))
                .toList();
        return answer(shown, rows.size(), to < rows.size() ? to : -1);
    }

    private static List<ObjectNode> counted(List<ObjectNode> rows, String by) {
        Map<String, Integer> counts = new TreeMap<>();
        rows.forEach(row -> counts.merge(KqlQuery.at(row, by).asText(""), 1, Integer::sum));
        return counts.entrySet().stream()
                .map(entry -> Json.object().put(by, entry.getKey()).put("n", entry.getValue()))
                .toList();
    }

    private static int skipped(JsonNode options) {
        String token = options.path("$skipToken").asText("");
        if (token.isEmpty()) {
            return options.path("$skip").asInt(0);
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            return text.matches("rows:\\d{1,9}") ? Integer.parseInt(text.substring(5)) : -1;
        } catch (IllegalArgumentException e) {
            return -1;
        }
    }

    private static Response answer(List<ObjectNode> data, int total, int next) {
        ObjectNode body = Json.object()
                .put("totalRecords", total)
                .put("count", data.size())
                .put("resultTruncated", "false");
        if (next >= 0) {
            byte[] token = ("rows:" + next).getBytes(StandardCharsets.UTF_8);
            body.put("$skipToken", Base64.getUrlEncoder().encodeToString(token));
        }
        body.set("data", Json.array(data));
        body.putArray("facets");
        return Response.ok(body)
                .with("x-ms-user-quota-remaining", "14")
                .with("x-ms-user-quota-resets-after", "00:00:05");
    }

    private List<ObjectNode> rows(KqlQuery query, JsonNode body) {
        Set<String> subscriptions = new HashSet<>();
        body.path("subscriptions").forEach(one -> subscriptions.add(one.asText().toLowerCase(Locale.ROOT)));
        Stream<ObjectNode> rows = store.all().stream()
                .filter(resource -> tableOf(resource).equals(query.table()))
                .map(this::row)
                .filter(row -> subscriptions.isEmpty() || visible(row, subscriptions))
                .filter(query.rows());
        if (query.order() != null) {
            rows = rows.sorted(query.order().comparator());
        }
        return rows.limit(query.limit()).toList();
    }

    /** Rows above subscriptions (management groups, root assignments, built-in roles) show whatever subscriptions are asked. */
    private static boolean visible(JsonNode row, Set<String> subscriptions) {
        String subscription = row.path("subscriptionId").asText();
        return subscription.isEmpty() || subscriptions.contains(subscription);
    }

    static String tableOf(JsonNode body) {
        String id = body.path("id").asText();
        String type = ResourceId.parse(id).type().key();
        return switch (type) {
            case "microsoft.resources/subscriptions",
                    "microsoft.resources/subscriptions/resourcegroups",
                    "microsoft.management/managementgroups" -> "resourcecontainers";
            case "microsoft.authorization/roleassignments", "microsoft.authorization/roledefinitions" ->
                "authorizationresources";
            case "microsoft.authorization/policyassignments", "microsoft.authorization/policydefinitions" ->
                "policyresources";
            case "microsoft.security/pricings" -> "securityresources";
            case "microsoft.sql/servers/databases",
                    "microsoft.compute/virtualmachines/extensions",
                    "microsoft.web/sites/slots" -> body.has("location") ? "resources" : "";
            default -> ArmLists.isTopLevel(body) && body.has("location") ? "resources" : "";
        };
    }

    private ObjectNode row(ObjectNode body) {
        ResourceId id = ResourceId.parse(body.path("id").asText());
        ObjectNode row = Json.object();
        for (String column : COLUMNS) {
            row.set(column, body.path(column).isMissingNode() ? row.nullNode() : body.get(column));
        }
        row.put("name", body.path("name").asText(body.path("displayName").asText(id.name())));
        row.put("type", id.type().key())
                .put("tenantId", tenant)
                .put("subscriptionId", id.subscriptionId().orElse(""))
                .put("resourceGroup", id.resourceGroup().orElse(""));
        return row;
    }

    private static ObjectNode projected(KqlQuery query, ObjectNode row) {
        if (query.columns().isEmpty()) {
            return row;
        }
        ObjectNode kept = Json.object();
        for (KqlQuery.Column column : query.columns()) {
            JsonNode value = KqlQuery.at(row, column.path());
            kept.set(column.name(), value.isMissingNode() ? kept.nullNode() : value);
        }
        return kept;
    }
}
