package dev.driftwarden.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.practice.PracticeAzure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What the templates below {@code infra/} make in one subscription, put into a practice Azure as they would leave it. */
public final class Installation {
    public static final String SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-00000000000a";
    public static final String TOPIC = SUBSCRIPTION
            + "/resourceGroups/rg-driftwarden-events/providers/Microsoft.EventGrid/systemTopics/evgt-driftwarden";
    public static final String APP =
            SUBSCRIPTION + "/resourceGroups/rg-driftwarden/providers/Microsoft.Web/sites/func-driftwarden";

    /** Object id of the bot in the practice tenant. */
    public static final String BOT = "11111111-0000-0000-0000-000000000102";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Consumer<JsonNode> put;

    public Installation(PracticeAzure practice) {
        this(practice::put);
    }

    /** @param put takes whole resource bodies */
    public Installation(Consumer<JsonNode> put) {
        this.put = put;
    }

    /** Everything, with the right to fix what the families hold. */
    public void all(String... families) {
        group("rg-driftwarden");
        group("rg-driftwarden-events");
        roles(List.of(families));
        events();
        app();
        signIn(true, List.of("/api/v1/health"));
    }

    public void group(String name) {
        resource(SUBSCRIPTION + "/resourceGroups/" + name, "Microsoft.Resources/resourceGroups", "{}");
    }

    public void roles(List<String> families) {
        JsonNode roles = file("infra/roles/roles.json");
        role("reader", roles.path("reader"));
        families.forEach(family -> role(family, roles.path("write").path(family)));
    }

    private void role(String key, JsonNode role) {
        String id = "99999999-0000-0000-0000-%012x".formatted(key.hashCode() & 0xffffffffL);
        String definition = SUBSCRIPTION + "/providers/Microsoft.Authorization/roleDefinitions/" + id;
        ObjectNode properties = JSON.createObjectNode()
                .put("roleName", role.path("name").asText())
                .put("type", "CustomRole");
        properties.putArray("assignableScopes").add(SUBSCRIPTION);
        ObjectNode block = properties.putArray("permissions").addObject();
        block.set("actions", role.path("actions"));
        block.putArray("notActions");
        resource(definition, "Microsoft.Authorization/roleDefinitions", properties.toString());
        resource(
                SUBSCRIPTION + "/providers/Microsoft.Authorization/roleAssignments/" + id,
                "Microsoft.Authorization/roleAssignments",
                """
                {"roleDefinitionId":"%s","principalId":"%s","principalType":"ServicePrincipal","scope":"%s"}""".formatted(definition, BOT, SUBSCRIPTION));
    }

    public void topic(String identity) {
        ObjectNode body = body(
                TOPIC,
                "Microsoft.EventGrid/systemTopics",
                "{\"source\":\"%s\",\"topicType\":\"Microsoft.Resources.Subscriptions\"}".formatted(SUBSCRIPTION));
        body.putObject("identity").put("type", identity);
        put.accept(body);
    }

    public void events() {
        topic("SystemAssigned");
        file("infra/events/filters.json").path("subscriptions").forEach(this::eventSubscription);
    }

    public void eventSubscription(JsonNode filter) {
        ObjectNode properties = object("""
                {"deliveryWithResourceIdentity":{"identity":{"type":"SystemAssigned"},"destination":{"endpointType":"StorageQueue",
                   "properties":{"queueName":"driftwarden-events"}}},
                 "deadLetterWithResourceIdentity":{"identity":{"type":"SystemAssigned"},"deadLetterDestination":{
                   "endpointType":"StorageBlob","properties":{"blobContainerName":"driftwarden-deadletter"}}},
                 "provisioningState":"Succeeded"}""");
        ObjectNode made = properties.putObject("filter");
        made.set("includedEventTypes", filter.path("eventTypes"));
        made.putArray("advancedFilters")
                .addObject()
                .put("operatorType", "StringIn")
                .put("key", "data.operationName")
                .set("values", filter.path("operations"));
        resource(
                TOPIC + "/eventSubscriptions/" + filter.path("name").asText(),
                "Microsoft.EventGrid/systemTopics/eventSubscriptions",
                properties.toString());
    }

    public void app() {
        resource(APP, "Microsoft.Web/sites", "{\"httpsOnly\":true}");
    }

    public void signIn(boolean on, List<String> open) {
        ObjectNode properties = object("""
                {"globalValidation":{"requireAuthentication":true,"unauthenticatedClientAction":"RedirectToLoginPage"},
                 "identityProviders":{"azureActiveDirectory":{"enabled":true}}}""");
        properties.putObject("platform").put("enabled", on);
        List<String> paths = new ArrayList<>(open);
        paths.forEach(properties.withObject("/globalValidation").withArray("excludedPaths")::add);
        resource(APP + "/config/authsettingsV2", "Microsoft.Web/sites/config", properties.toString());
    }

    private void resource(String id, String type, String properties) {
        put.accept(body(id, type, properties));
    }

    private static ObjectNode body(String id, String type, String properties) {
        ObjectNode body = JSON.createObjectNode()
                .put("id", id)
                .put("name", id.substring(id.lastIndexOf('/') + 1))
                .put("type", type)
                .put("location", "westeurope");
        body.set("properties", object(properties));
        return body;
    }

    private static ObjectNode object(String text) {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode file(String path) {
        try {
            return JSON.readTree(Files.readString(Path.of(path)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
