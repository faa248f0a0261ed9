package dev.driftwarden.practice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.practice.Caller.Answer;
import dev.driftwarden.resource.ResourceId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ArmTest {
    private static final String NSG = Caller.PRODUCTION
            + "/resourceGroups/rg-payments/providers/Microsoft.Network/networkSecurityGroups/nsg-payments";
    private static final String NETWORK = "?api-version=2025-03-01";
    private static final String SSH =
            "{\"properties\":{\"protocol\":\"Tcp\",\"destinationPortRange\":\"22\",\"access\":\"Allow\","
                    + "\"priority\":150,\"direction\":\"Inbound\",\"sourceAddressPrefix\":\"*\"}}";

    private final PracticeAzure azure =
            PracticeAzure.start(PracticeOptions.defaults().withPageSize(3));
    private final Caller caller = new Caller(azure);

    @AfterEach
    void stop() {
        azure.close();
    }

    @Test
    void refusesACallWithoutApiVersion() throws IOException {
        Answer answer = caller.get(Caller.DOCS);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("MissingApiVersionParameter");
    }

    @Test
    void readsAResourceWhateverTheCaseOfItsId() throws IOException {
        Answer answer = caller.get(
                Caller.DOCS.replace("resourceGroups", "RESOURCEGROUPS").replace("stcontoso", "STContoso")
                        + Caller.STORAGE);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("name").asText()).isEqualTo("stcontosodocs01");
        assertThat(answer.header("x-ms-request-id")).hasSize(36);
    }

    @Test
    void saysWhatIsMissingInArmsWords() throws IOException {
        assertThat(caller.get(Caller.DOCS + "x" + Caller.STORAGE).code()).isEqualTo("ResourceNotFound");
        assertThat(caller.get(Caller.DOCS.replace("rg-docs", "rg-none") + Caller.STORAGE)
                        .code())
                .isEqualTo("ResourceGroupNotFound");
        assertThat(caller.get("/subscriptions/00000000-0000-0000-0000-000000000009" + Caller.STORAGE)
                        .code())
                .isEqualTo("SubscriptionNotFound");
        assertThat(caller.call("PUT", Caller.DOCS + "x/blobServices/default/containers/c" + Caller.STORAGE, "{}")
                        .code())
                .isEqualTo("ParentResourceNotFound");
    }

    @Test
    void listsInPagesWithoutLosingAny() throws IOException {
        String accounts = Caller.PRODUCTION + "/providers/Microsoft.Storage/storageAccounts" + Caller.STORAGE;

        List<JsonNode> all = caller.all(accounts, "nextLink");

        assertThat(caller.get(accounts).body().path("value").size()).isEqualTo(3);
        assertThat(all)
                .hasSize(6)
                .allMatch(one -> one.path("type").asText().equals("Microsoft.Storage/storageAccounts"));
        assertThat(all.stream().map(one -> one.path("id").asText()).distinct()).hasSize(6);
    }

    @Test
    void listsChildrenOfOneResourceOnly() throws IOException {
        List<JsonNode> containers =
                caller.all(Caller.DOCS + "/blobServices/default/containers" + Caller.STORAGE, "nextLink");

        assertThat(containers).extracting(one -> one.path("name").asText()).containsExactly("drafts", "manuals");
    }

    @Test
    void patchKeepsWhatItDoesNotNameAndReplacesNestedObjectsWhole() throws IOException {
        String body =
                "{\"properties\":{\"minimumTlsVersion\":\"TLS1_3\",\"networkAcls\":{\"defaultAction\":\"Allow\"}}}";

        Answer answer = caller.call("PATCH", Caller.DOCS + Caller.STORAGE, body);

        assertThat(answer.status()).isEqualTo(200);
        JsonNode properties = caller.get(Caller.DOCS + Caller.STORAGE).body().path("properties");
        assertThat(properties.path("minimumTlsVersion").asText()).isEqualTo("TLS1_3");
        assertThat(properties.path("supportsHttpsTrafficOnly").asBoolean()).isTrue();
        assertThat(properties.path("networkAcls").has("bypass")).isFalse();
    }

    @Test
    void refusesPatchWhereArmHasNone() throws IOException {
        Answer answer = caller.call("PATCH", Caller.DOCS + "/blobServices/default" + Caller.STORAGE, "{}");

        assertThat(answer.status()).isEqualTo(405);
    }

    @Test
    void patchOfASecurityGroupChangesTagsOnly() throws IOException {
        caller.call("PATCH", NSG + NETWORK, "{\"tags\":{\"a\":\"b\"},\"properties\":{\"securityRules\":[]}}");

        JsonNode after = caller.get(NSG + NETWORK).body();
        assertThat(after.path("tags").path("a").asText()).isEqualTo("b");
        assertThat(after.path("properties").path("securityRules")).hasSize(2);
    }

    @Test
    void aSecurityRuleIsTheSameSeenAloneAndInItsGroup() throws IOException {
        String before = caller.get(NSG + NETWORK).body().path("etag").asText();

        Answer created = caller.call("PUT", NSG + "/securityRules/ssh" + NETWORK, SSH);
        finish(created);

        JsonNode group = caller.get(NSG + NETWORK).body();
        assertThat(created.status()).isEqualTo(201);
        assertThat(group.path("etag").asText()).isNotEqualTo(before);
        assertThat(group.path("properties").path("securityRules")).hasSize(3);
        assertThat(caller.get(NSG + "/securityRules/ssh" + NETWORK).body())
                .isEqualTo(group.path("properties").path("securityRules").get(2));
    }

    @Test
    void refusesAWriteWithAnOldEtag() throws IOException {
        Answer answer = caller.call("PUT", NSG + NETWORK, "{\"properties\":{}}", "If-Match", "W/\"old\"");

        assertThat(answer.status()).isEqualTo(412);
        assertThat(answer.code()).isEqualTo("PreconditionFailed");
    }

    @Test
    void aLongRunningWriteShowsItsEndOnlyAfterPolling() throws IOException {
        String server = Caller.PRODUCTION + "/resourceGroups/rg-shop/providers/Microsoft.Sql/servers/sql-contoso-shop";
        String version = "?api-version=2021-11-01";

        Answer accepted = caller.call("PATCH", server + version, "{\"properties\":{\"minimalTlsVersion\":\"1.2\"}}");
        Answer busy = caller.call("PATCH", server + version, "{}");

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(busy.code()).isEqualTo("AnotherOperationInProgress");
        finish(accepted);
        JsonNode properties = caller.get(server + version).body().path("properties");
        assertThat(properties.path("minimalTlsVersion").asText()).isEqualTo("1.2");
        assertThat(properties.path("provisioningState").asText()).isEqualTo("Succeeded");
    }

    @Test
    void anOperationThatFailsChangesNothing() throws IOException {
        azure.faults().add(new Fault("DELETE", "**/securityRules/*", 1, new Fault.Effect.FailOperation()));

        String rule = Caller.PRODUCTION
                + "/resourceGroups/rg-shop/providers/Microsoft.Network/networkSecurityGroups/nsg-shop-web"
                + "/securityRules/allow-rdp-support" + NETWORK;

        Answer accepted = caller.call("DELETE", rule, "");

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(finish(accepted).path("status").asText()).isEqualTo("Failed");
        assertThat(caller.get(rule)
                        .body()
                        .path("properties")
                        .path("provisioningState")
                        .asText())
                .isEqualTo("Succeeded");
    }

    /** Polls an operation to its end and gives its last state. */
    private JsonNode finish(Answer accepted) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .pollDelay(Duration.ZERO)
                .until(
                        () -> caller.get(accepted.header("Azure-AsyncOperation"))
                                .body(),
                        state -> !state.path("status").asText().equals("InProgress"));
    }

    @Test
    void aLockStopsWhatItCovers() throws IOException {
        String archive = Caller.PRODUCTION
                + "/resourceGroups/rg-archive/providers/Microsoft.Storage/storageAccounts/stcontosoarchive01";
        Answer write = caller.call("PATCH", archive + Caller.STORAGE, "{\"properties\":{}}");
        Answer delete = caller.call("DELETE", NSG + NETWORK, "");

        assertThat(write.status()).isEqualTo(409);
        assertThat(write.code()).isEqualTo("ScopeLocked");
        assertThat(delete.code()).isEqualTo("ScopeLocked");
        assertThat(caller.get(archive + "/providers/Microsoft.Authorization/locks?api-version=2020-05-01")
                        .body()
                        .path("value"))
                .hasSize(1);
    }

    @Test
    void aPolicyStopsWhatItForbidsAndSaysWhichOne() throws IOException {
        String legacy = Caller.PRODUCTION
                + "/resourceGroups/rg-finance/providers/Microsoft.Storage/storageAccounts/stcontosolegacy01";

        Answer answer =
                caller.call("PATCH", legacy + Caller.STORAGE, "{\"properties\":{\"allowBlobPublicAccess\":false}}");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("RequestDisallowedByPolicy");
        JsonNode info = answer.body().path("error").path("additionalInfo").get(0);
        assertThat(info.path("type").asText()).isEqualTo("PolicyViolation");
        assertThat(info.path("info").path("policyAssignmentId").asText()).endsWith("/require-cost-center");
    }

    @Test
    void aDenyAssignmentStopsWritesToAManagedResource() throws IOException {
        String managed = Caller.DEVELOPMENT
                + "/resourceGroups/databricks-rg-dbwcontosolab/providers/Microsoft.Storage/storageAccounts/dbstoragelab01";

        Answer answer = caller.call("PATCH", managed + Caller.STORAGE, "{\"properties\":{}}");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("DenyAssignmentAuthorizationFailed");
    }

    @Test
    void roleAssignmentsAreInheritedFilteredAndDeletedWithTheirBody() throws IOException {
        String list = Caller.PRODUCTION + "/providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01";
        List<JsonNode> all = caller.all(list, "nextLink");
        List<JsonNode> atScope = caller.all(list + "&$filter=atScope()", "nextLink");
        JsonNode one = atScope.stream()
                .filter(each -> each.path("id").asText().startsWith(Caller.PRODUCTION))
                .findFirst()
                .orElseThrow();

        Answer deleted = caller.call("DELETE", one.path("id").asText() + "?api-version=2022-04-01", "");
        Answer again = caller.call("DELETE", one.path("id").asText() + "?api-version=2022-04-01", "");

        assertThat(all).hasSizeGreaterThan(atScope.size());
        assertThat(atScope)
                .anyMatch(each -> each.path("properties").path("scope").asText().equals("/"));
        assertThat(deleted.body()).isEqualTo(one);
        assertThat(again.status()).isEqualTo(204);
    }

    @Test
    void builtInRolesAreFoundAtAnyScope() throws IOException {
        String owner = "/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635";

        Answer answer = caller.get(Caller.DEVELOPMENT + owner + "?api-version=2022-04-01");

        assertThat(answer.body().path("properties").path("roleName").asText()).isEqualTo("Owner");
        assertThat(answer.body().path("id").asText()).isEqualTo(Caller.DEVELOPMENT + owner);
    }

    @Test
    void metricsTellAnonymousUse() throws IOException {
        String account = Caller.DOCS.replace("docs01", "public01");
        String query =
                "?api-version=2023-10-01&metricnames=Transactions&timespan=2026-10-01T00:00:00Z/2026-10-08T00:00:00Z"
                        + "&interval=P1D&$filter=Authentication%20eq%20'Anonymous'";
        String metrics = "/blobServices/default/providers/Microsoft.Insights/metrics";

        JsonNode used =
                caller.get(account + metrics + query).body().path("value").get(0);
        JsonNode unused =
                caller.get(Caller.DOCS + metrics + query).body().path("value").get(0);

        assertThat(used.path("timeseries").get(0).path("data")).hasSize(7);
        assertThat(unused.path("timeseries")).isEmpty();
    }

    @Test
    void everySampleResourceIsReadableUnderItsOwnId() throws IOException {
        for (JsonNode resource : PracticeEstate.resources()) {
            String id = resource.path("id").asText();
            Answer answer = caller.get(id + "?api-version=2025-01-01");
            assertThat(answer.status()).as(id).isEqualTo(200);
            assertThat(ResourceId.parse(id).type().name())
                    .as(id)
                    .isEqualToIgnoringCase(resource.path("type")
                            .asText("Microsoft.Resources/subscriptions")
                            .replace(
                                    "Microsoft.Resources/resourceGroups",
                                    "Microsoft.Resources/subscriptions/resourceGroups"));
        }
    }
}
