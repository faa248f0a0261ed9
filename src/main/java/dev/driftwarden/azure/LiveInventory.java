package dev.driftwarden.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.util.Context;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.world.Inventory;
import dev.driftwarden.world.Unreadable;
import java.util.ArrayList;
import java.util.List;

/**
 * What there is in the live tenant. Resource Graph is asked over the bot's own pipeline: the 1.1.0 client has an old api-version and
 * drops members that it does not know.
 */
final class LiveInventory implements Inventory {
    private static final String QUERY_API = "2024-04-01";
    private static final ResourceId QUERIES = ResourceId.parse("/providers/Microsoft.ResourceGraph/resources");

    private final AzureConnection connection;
    private final Context context;
    private final ReadRefusals refusals;

    LiveInventory(AzureConnection connection, Context context) {
        this.connection = connection;
        this.context = context;
        this.refusals = new ReadRefusals(connection.clock());
    }

    @Override
    public Portion query(Query query, String token) {
        HttpRequest request =
                new HttpRequest(HttpMethod.POST, connection.addresses().of(QUERIES, QUERY_API, ""));
        request.setHeader(AzureConnection.ACCEPT, "application/json");
        request.setHeader(HttpHeaderName.CONTENT_TYPE, "application/json");
        request.setBody(body(query, token).toString());
        return connection
                .send(QUERIES, request, context)
                .match(this::rows, why -> new Portion.Failed(ReadRefusals.lost(QUERIES, why)));
    }

    private static ObjectNode body(Query query, String token) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("query", query.text());
        if (!query.subscriptions().isEmpty()) {
            query.subscriptions().forEach(body.putArray("subscriptions")::add);
        }
        if (!query.managementGroups().isEmpty()) {
            query.managementGroups().forEach(body.putArray("managementGroups")::add);
        }
        ObjectNode options = body.putObject("options").put("$top", query.top()).put("resultFormat", "objectArray");
        if (!token.isEmpty()) {
            options.put("$skipToken", token);
        }
        return body;
    }

    private Portion rows(Answer answer) {
        if (!answer.succeeded()) {
            return new Portion.Failed(refusals.of(QUERIES, answer));
        }
        JsonNode body = answer.json();
        if (body == null || !body.path("data").isArray()) {
            return malformed(QUERIES, "the answer has no array 'data'");
        }
        String next = body.path("$skipToken").asText("");
        boolean cut = body.path("resultTruncated").asText("").equalsIgnoreCase("true") && next.isEmpty();
        if (cut) {
            return malformed(QUERIES, "rows were left out and nothing leads to them");
        }
        List<JsonNode> rows = new ArrayList<>(body.path("data").size());
        body.path("data").forEach(rows::add);
        return new Portion.Page(rows, next.equals("null") ? "" : next);
    }

    @Override
    public Portion list(ResourceId collection, String apiVersion, String query, String next) {
        Portion portion = page(collection, apiVersion, with(query, DirectoryFields.all(collection)), next);
        boolean refused = portion instanceof Portion.Failed failed
                && failed.why().kind() == Unreadable.Kind.FORBIDDEN
                && DirectoryFields.areLicensed(collection);
        return refused
                ? page(collection, apiVersion, with(query, DirectoryFields.unlicensed(collection)), next)
                : portion;
    }

    private static String with(String query, String more) {
        return query.isEmpty() || more.isEmpty() ? query + more : query + "&" + more;
    }

    private Portion page(ResourceId collection, String apiVersion, String query, String next) {
        String address = next.isEmpty() ? connection.addresses().of(collection, apiVersion, query) : next;
        if (!connection.addresses().sameOrigin(address, collection)) {
            return malformed(collection, "the next page is said to be on another host");
        }
        HttpRequest request = new HttpRequest(HttpMethod.GET, address);
        return connection
                .send(collection, request.setHeader(AzureConnection.ACCEPT, "application/json"), context)
                .match(
                        answer -> members(collection, answer),
                        why -> new Portion.Failed(ReadRefusals.lost(collection, why)));
    }

    private Portion members(ResourceId collection, Answer answer) {
        if (ReadRefusals.saysAbsent(answer)) {
            return new Portion.Page(List.of(), "");
        }
        if (!answer.succeeded()) {
            return new Portion.Failed(refusals.of(collection, answer));
        }
        JsonNode body = answer.json();
        if (body == null || !body.path("value").isArray()) {
            return body != null && body.isObject() && !body.isEmpty()
                    ? new Portion.Failed(new Unreadable(
                            Unreadable.Kind.MALFORMED, NO_LIST, "GET " + collection + " answered one object", null))
                    : malformed(collection, "the answer is not a list with 'value'");
        }
        List<JsonNode> members = new ArrayList<>(body.path("value").size());
        for (JsonNode member : body.path("value")) {
            members.add(
                    collection.isGraph() && member.isObject()
                            ? GraphObjects.wrapMember(collection, member).orElse(member)
                            : member);
        }
        String next =
                body.path(collection.isGraph() ? "@odata.nextLink" : "nextLink").asText("");
        return new Portion.Page(members, next.equals("null") ? "" : next);
    }

    private static Portion malformed(ResourceId id, String what) {
        return new Portion.Failed(ReadRefusals.malformed(id, what));
    }
}
