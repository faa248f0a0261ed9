package dev.driftwarden.practice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.azure.AzureConnection;
import dev.driftwarden.azure.AzureSettings;
import dev.driftwarden.azure.AzureWriter;
import dev.driftwarden.plan.Operation;
import dev.driftwarden.plan.WriteOutcome;
import dev.driftwarden.resource.ResourceId;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The practice Azure, written to by the product's own Azure client. */
final class RealClientTest {
    private static final ResourceId SERVER = ResourceId.parse(
            Caller.PRODUCTION + "/resourceGroups/rg-shop/providers/Microsoft.Sql/servers/sql-contoso-shop");
    private static final ResourceId RULE = ResourceId.parse(Caller.PRODUCTION
            + "/resourceGroups/rg-shop/providers/Microsoft.Network/networkSecurityGroups/nsg-shop-web"
            + "/securityRules/allow-rdp-support");

    private final PracticeAzure azure = PracticeAzure.start(PracticeOptions.defaults());
    private final AzureWriter writer =
            new AzureWriter(AzureConnection.open(AzureSettings.practice(azure.endpoint()), Clock.systemUTC()));

    @AfterEach
    void stop() {
        azure.close();
    }

    @Test
    void aLongRunningPatchIsDoneWhenTheClientSaysSo() {
        JsonNode body =
                Json.parse("{\"properties\":{\"minimalTlsVersion\":\"1.2\"}}").orElseThrow();

        WriteOutcome outcome =
                writer.run(new Operation(Operation.Method.PATCH, SERVER, "2021-11-01", body), UUID.randomUUID());

        assertThat(outcome).isInstanceOf(WriteOutcome.Done.class);
        JsonNode properties = azure.get(SERVER).orElseThrow().path("properties");
        assertThat(properties.path("minimalTlsVersion").asText()).isEqualTo("1.2");
        assertThat(properties.path("provisioningState").asText()).isEqualTo("Succeeded");
    }

    @Test
    void aRuleIsGoneFromItsGroupAndTheEventNamesTheBot() {
        List<JsonNode> events = new CopyOnWriteArrayList<>();
        azure.onEvent(json -> Json.parse(json).orElseThrow().forEach(events::add));
        UUID correlation = UUID.randomUUID();

        WriteOutcome outcome =
                writer.run(new Operation(Operation.Method.DELETE, RULE, "2025-03-01", null), correlation);

        assertThat(outcome).isInstanceOf(WriteOutcome.Done.class);
        assertThat(azure.get(RULE)).isEmpty();
        Awaitility.await().until(() -> events.size() == 1);
        JsonNode data = events.get(0).path("data");
        assertThat(data.path("correlationId").asText()).isEqualTo(correlation.toString());
        assertThat(data.path("claims").has("name")).isFalse();
    }
}
