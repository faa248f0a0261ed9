package dev.driftwarden.practice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.practice.Caller.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class EventsTest {
    private static final String CORRELATION = "12345678-0000-4000-8000-123456789abc";

    private final PracticeAzure azure = PracticeAzure.start(PracticeOptions.defaults());
    private final Caller caller = new Caller(azure);
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();
    private final List<JsonNode> audits = new CopyOnWriteArrayList<>();

    @BeforeEach
    void listen() {
        azure.onEvent(json -> Json.parse(json).orElseThrow().forEach(events::add));
        azure.onDirectoryAudit(
                json -> Json.parse(json).orElseThrow().path("records").forEach(audits::add));
    }

    @AfterEach
    void stop() {
        azure.close();
    }

    private JsonNode onlyEvent() {
        await().until(() -> !events.isEmpty() && azure.pendingDeliveries() == 0);
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    @Test
    void anUpdateRaisesAnEventWithItsActorAndCorrelation() throws IOException {
        caller.call(
                "PATCH",
                Caller.DOCS + Caller.STORAGE,
                "{\"properties\":{}}",
                "x-ms-correlation-request-id",
                CORRELATION);

        JsonNode event = onlyEvent();
        JsonNode data = event.path("data");
        assertThat(event.path("eventType").asText()).isEqualTo("Microsoft.Resources.ResourceWriteSuccess");
        assertThat(event.path("subject").asText())
                .isEqualTo(Caller.DOCS.replace("/resourceGroups/", "/resourcegroups/"));
        assertThat(data.path("operationName").asText()).isEqualTo("Microsoft.Storage/storageAccounts/write");
        assertThat(data.path("correlationId").asText()).isEqualTo(CORRELATION);
        assertThat(data.path("httpRequest").path("method").asText()).isEqualTo("PATCH");
        assertThat(data.path("claims").path("name").asText()).isEqualTo("Ada Example");
    }

    @Test
    void aCreationNamesTheChildAndHasNoHttpRequest() throws IOException {
        caller.call(
                "PUT", Caller.DOCS + "/blobServices/default/containers/new" + Caller.STORAGE, "{\"properties\":{}}");

        JsonNode event = onlyEvent();
        assertThat(event.path("subject").asText()).endsWith("/blobServices/default/containers/new");
        assertThat(event.path("data").has("httpRequest")).isFalse();
    }

    @Test
    void azuresOwnChangeHasNoClaimsAndEmptyEvidence() throws IOException {
        caller.call("PATCH", Caller.DOCS + Caller.STORAGE, "{\"properties\":{}}", "x-practice-actor", "platform");

        JsonNode data = onlyEvent().path("data");
        assertThat(data.path("claims")).isEmpty();
        assertThat(data.path("authorization").path("evidence").isArray()).isTrue();
    }

    @Test
    void aRefusedWriteRaisesNothing() throws IOException {
        caller.call("PATCH", Caller.DOCS + Caller.STORAGE, "no json");
        caller.call("DELETE", Caller.DOCS + "/blobServices/default/containers/drafts" + Caller.STORAGE, "");

        assertThat(onlyEvent().path("eventType").asText()).isEqualTo("Microsoft.Resources.ResourceDeleteSuccess");
    }

    @Test
    void assignmentsAboveSubscriptionsRaiseNothing() throws IOException {
        String scope = "/providers/Microsoft.Management/managementGroups/contoso/providers/Microsoft.Authorization/";
        String body = "{\"properties\":{\"roleDefinitionId\":\"/providers/Microsoft.Authorization/roleDefinitions/"
                + "acdd72a7-3385-48ef-bd42-f606fba81ae7\",\"principalId\":\"11111111-0000-0000-0000-000000000003\"}}";

        Answer answer = caller.call(
                "PUT", scope + "roleAssignments/99999999-0000-0000-0000-000000000001?api-version=2022-04-01", body);
        caller.call("PATCH", Caller.DOCS + Caller.STORAGE, "{\"properties\":{}}");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(onlyEvent().path("subject").asText()).contains("storageAccounts");
    }

    @Test
    void deliversDuplicatesWhenAsked() throws IOException {
        azure.faults().disturbEvents(3, Duration.ofMillis(30));

        caller.call("PATCH", Caller.DOCS + Caller.STORAGE, "{\"properties\":{}}");

        await().until(() -> events.size() == 3 && azure.pendingDeliveries() == 0);
        assertThat(events.stream().map(event -> event.path("id").asText()).distinct())
                .hasSize(1);
    }

    @Test
    void aReceiverThatFailsGetsTheEventAgain() throws IOException {
        List<String> tries = new CopyOnWriteArrayList<>();
        azure.onEvent(json -> {
            tries.add(json);
            if (tries.size() == 1) {
                throw new IllegalStateException("not now");
            }
        });

        caller.call("PATCH", Caller.DOCS + Caller.STORAGE, "{\"properties\":{}}");

        await().until(() -> tries.size() == 2);
        assertThat(tries.get(0)).isEqualTo(tries.get(1));
    }

    @Test
    void aPolicyChangeIsAuditedWithBothStatesAsText() throws IOException {
        String policy = "/v1.0/identity/conditionalAccess/policies/66666666-0000-0000-0000-000000000001";

        Answer answer = caller.call("PATCH", policy, "{\"state\":\"disabled\"}");

        assertThat(answer.status()).isEqualTo(204);
        await().until(() -> audits.size() == 2);
        JsonNode properties = audits.get(0).path("properties");
        JsonNode modified = properties
                .path("targetResources")
                .get(0)
                .path("modifiedProperties")
                .get(0);
        assertThat(audits.get(0).path("operationName").asText()).isEqualTo("Update conditional access policy");
        assertThat(properties
                        .path("initiatedBy")
                        .path("user")
                        .path("userPrincipalName")
                        .asText())
                .isEqualTo("ada.example@contoso.example");
        JsonNode old = Json.parse(modified.path("oldValue").asText()).orElseThrow();
        assertThat(old.path("state").asText()).isEqualTo("enabled");
        assertThat(old.path("grantControls").path("builtInControls").get(0).asText())
                .isEqualTo("MFA");
        assertThat(audits.get(1).path("properties").path("loggedByService").asText())
                .isEqualTo("Core Directory");
    }
}
