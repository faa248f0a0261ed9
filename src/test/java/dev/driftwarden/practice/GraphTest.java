package dev.driftwarden.practice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.practice.Caller.Answer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class GraphTest {
    private static final String POLICIES = "/v1.0/identity/conditionalAccess/policies";
    private static final String DEFAULTS = "/v1.0/policies/identitySecurityDefaultsEnforcementPolicy";
    private static final String OWNERS = "11111111-0000-0000-0000-000000000202";
    private static final String BOB = "11111111-0000-0000-0000-000000000005";

    private final PracticeAzure azure =
            PracticeAzure.start(PracticeOptions.defaults().withPageSize(2));
    private final Caller caller = new Caller(azure);

    @AfterEach
    void stop() {
        azure.close();
    }

    @Test
    void listsPoliciesOverPages() throws IOException {
        List<JsonNode> all = caller.all(POLICIES, "@odata.nextLink");

        assertThat(caller.get(POLICIES).body().path("value")).hasSize(2);
        assertThat(all)
                .hasSize(5)
                .anyMatch(one -> one.path("state").asText().equals("enabledForReportingButNotEnforced"));
    }

    @Test
    void expandsNestedAndCircularGroupsOnce() throws IOException {
        List<JsonNode> members = caller.all("/v1.0/groups/" + OWNERS + "/transitiveMembers", "@odata.nextLink");

        assertThat(members.stream().map(one -> one.path("id").asText())).doesNotHaveDuplicates();
        assertThat(members).anyMatch(one -> one.path("displayName").asText().equals("Gus Guest"));
        assertThat(members).allMatch(one -> one.path("@odata.type").asText().startsWith("#microsoft.graph."));
    }

    @Test
    void patchKeepsSiblingsInsideNestedObjects() throws IOException {
        String policy = POLICIES + "/66666666-0000-0000-0000-000000000003";

        caller.call("PATCH", policy, "{\"conditions\":{\"users\":{\"excludeUsers\":[]}},\"grantControls\":null}");

        JsonNode after = caller.get(policy).body();
        assertThat(after.path("conditions")
                        .path("users")
                        .path("includeUsers")
                        .get(0)
                        .asText())
                .isEqualTo("All");
        assertThat(after.path("conditions").path("users").path("excludeUsers")).isEmpty();
        assertThat(after.has("grantControls")).isTrue();
        assertThat(after.path("grantControls").isNull()).isTrue();
    }

    @Test
    void securityDefaultsAndEnabledPoliciesExcludeEachOther() throws IOException {
        Answer answer = caller.call("PATCH", DEFAULTS, "{\"isEnabled\":true}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(caller.get(DEFAULTS).body().path("isEnabled").asBoolean()).isFalse();
    }

    @Test
    void aDeletedUserIsFoundAmongDeletedItemsAndRestored() throws IOException {
        Answer deleted = caller.call("DELETE", "/v1.0/users/" + BOB, "");
        Answer gone = caller.get("/v1.0/directoryObjects/" + BOB);
        Answer bin = caller.get("/v1.0/directory/deletedItems/" + BOB);
        caller.call("POST", "/v1.0/directory/deletedItems/" + BOB + "/restore", "");

        assertThat(deleted.status()).isEqualTo(204);
        assertThat(gone.code()).isEqualTo("Request_ResourceNotFound");
        assertThat(bin.status()).isEqualTo(200);
        assertThat(caller.get("/v1.0/users/" + BOB).status()).isEqualTo(200);
    }

    @Test
    void findsObjectsByIdsAndLeavesOutUnknownOnes() throws IOException {
        String body = "{\"ids\":[\"" + BOB + "\",\"" + OWNERS + "\",\"11111111-0000-0000-0000-000000000999\"]}";

        JsonNode found =
                caller.call("POST", "/v1.0/directoryObjects/getByIds", body).body();

        assertThat(found.path("value")).hasSize(2);
    }

    @Test
    void filtersAndSelects() throws IOException {
        JsonNode page = caller.get("/v1.0/users?$filter=accountEnabled%20eq%20false&$select=displayName")
                .body();

        assertThat(page.path("value")).hasSize(1);
        assertThat(page.path("value").get(0).has("mail")).isFalse();
        assertThat(caller.get("/v1.0/users?$filter=nonsense").status()).isEqualTo(400);
    }

    @Test
    void everyBaselineIsOfAPolicyThatExists() {
        assertThat(PracticeEstate.baselines()).isNotEmpty();
        PracticeEstate.baselines().forEach((id, value) -> {
            assertThat(azure.get(id)).as(id.path()).isPresent();
            assertThat(value.path("id").asText()).isEqualTo(id.path());
        });
    }
}
