package dev.driftwarden.e2e;

import static dev.driftwarden.e2e.BotRun.DOCS;
import static dev.driftwarden.e2e.BotRun.PRODUCTION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.ledger.LedgerCheck;
import dev.driftwarden.resource.ResourceId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is looked at before a write, and that it is shown with the plan. */
class EvidenceTest {
    private static final String PUBLIC = "storage.blob-public-access";
    private static final String API = "2023-05-01";
    private static final String PUBLIC_ON = "{\"properties\":{\"allowBlobPublicAccess\":true}}";
    private static final String AUTHORIZATION = PRODUCTION + "/providers/Microsoft.Authorization/";

    private BotRun run;

    @BeforeEach
    void start() {
        run = new BotRun().policy("modes: [ { rules: \"*\", mode: approve } ]");
    }

    @AfterEach
    void stop() {
        assertThat(LedgerCheck.problems(run.store, run.clock)).isEmpty();
        run.close();
    }

    private Finding madePublic() {
        run.send("PATCH", DOCS, API, PUBLIC_ON);
        run.settle();
        return run.finding(DOCS, PUBLIC).orElseThrow();
    }

    private List<String> evidence() {
        return run.plan(run.finding(DOCS, PUBLIC).orElseThrow()).evidence();
    }

    private void cdn(String profile, String sku, String below, String body) {
        ResourceId id =
                ResourceId.parse(PRODUCTION + "/resourceGroups/rg-docs/providers/Microsoft.Cdn/profiles/" + profile);
        put(id, "\"sku\":{\"name\":\"" + sku + "\"},\"properties\":{}");
        put(id.resolve(below), body);
    }

    private void put(ResourceId id, String members) {
        run.practice.put(run.json("{\"id\":\"" + id + "\",\"name\":\"" + id.name() + "\",\"type\":\"" + id.type()
                + "\"," + members + "}"));
    }

    @Test
    void saysAlsoThatNothingWasSeen() {
        assertThat(madePublic().state()).isEqualTo(FindingState.AWAITING_APPROVAL);
        assertThat(evidence())
                .contains(
                        "No container is public now.",
                        "No anonymous request came in the last 30 days.",
                        "No lock forbids it.",
                        "No deny assignment forbids it.",
                        "No CDN or Front Door profile of the subscription fetches from it (looked at 0).")
                .anyMatch(line -> line.contains("was seen to stand against it"));
    }

    @Test
    void findsTheProfilesThatFetchFromIt() {
        run.policy("defaults: { mode: auto }");
        cdn(
                "cdn-docs",
                "Standard_Microsoft",
                "endpoints/docs",
                "\"properties\":{\"origins\":[{\"name\":\"o\",\"properties\":{\"hostName\":\"stcontosodocs01.blob.core.windows.net\"}}]}");
        cdn("fd-shop", "Standard_AzureFrontDoor", "originGroups/g", "\"properties\":{}");
        put(
                ResourceId.parse(PRODUCTION
                        + "/resourceGroups/rg-docs/providers/Microsoft.Cdn/profiles/fd-shop/originGroups/g/origins/o"),
                "\"properties\":{\"hostName\":\"StContosoDocs01.blob.core.windows.net\"}");
        assertThat(madePublic().state())
                .as("auto, and yet a person is asked")
                .isEqualTo(FindingState.AWAITING_APPROVAL);
        assertThat(evidence())
                .anySatisfy(line -> assertThat(line)
                        .contains(
                                "cdn-docs from stcontosodocs01.blob.core.windows.net",
                                "fd-shop from stcontosodocs01.blob.core.windows.net"));
    }

    @Test
    void neverFightsAPolicyThatSetsTheOpposite() {
        put(
                ResourceId.parse(AUTHORIZATION + "policyDefinitions/open-storage"),
                "\"properties\":{\"displayName\":\"Open\",\"policyRule\":{\"if\":{\"field\":\"type\",\"equals\":\"Microsoft.Storage/storageAccounts\"},"
                        + "\"then\":{\"effect\":\"modify\",\"details\":{\"operations\":[{\"operation\":\"addOrReplace\","
                        + "\"field\":\"Microsoft.Storage/storageAccounts/allowBlobPublicAccess\",\"value\":true}]}}}}");
        put(
                ResourceId.parse(AUTHORIZATION + "policyAssignments/open-storage"),
                "\"properties\":{\"displayName\":\"Docs are <open>\",\"policyDefinitionId\":\"" + AUTHORIZATION
                        + "policyDefinitions/open-storage\"}");
        assertThat(madePublic().state()).isEqualTo(FindingState.TICKETED);
        assertThat(run.ticket(DOCS, PUBLIC).orElseThrow())
                .contains("The policy 'Docs are <open>' sets allowBlobPublicAccess to something else");
    }

    @Test
    void opensATicketWithoutTryingWhereADenyAssignmentForbids() {
        put(
                ResourceId.parse(AUTHORIZATION + "denyAssignments/66666666-0000-0000-0000-000000000009"),
                "\"properties\":{\"denyAssignmentName\":\"stack\",\"scope\":\"" + DOCS
                        + "\",\"permissions\":[{\"actions\":[\"Microsoft.Storage/*/write\"],\"notActions\":[]}],\"excludePrincipals\":[]}");
        run.look(DOCS);
        run.practice.put(((com.fasterxml.jackson.databind.node.ObjectNode)
                        run.live(DOCS).deepCopy())
                .set("properties", run.json("{\"allowBlobPublicAccess\":true,\"supportsHttpsTrafficOnly\":true}")));
        run.settle();
        assertThat(run.finding(DOCS, PUBLIC).map(Finding::state)).contains(FindingState.TICKETED);
        assertThat(run.ticket(DOCS, PUBLIC).orElseThrow()).contains("The deny assignment 'stack' forbids it.");
        assertThat(run.writes()).isZero();
    }

    @Test
    void asksNothingOfThatAgainWhereNothingIsWritten() {
        run.policy("defaults: { mode: observe }");
        madePublic();
        // Once, to tell what would have been done; a further look at the same plan needs none of it.
        run.practice.calls().reset();
        run.look(DOCS);
        run.settle();
        assertThat(run.practice.calls().byCall().keySet())
                .noneMatch(
                        call -> call.contains("locks") || call.contains("policyAssignments") || call.contains("Cdn"));
    }

    @Test
    void suggestsTheChangeOfCodeWhereCodeOwnsIt() {
        run.policy("defaults: { mode: auto }\ninfrastructure-as-code: { tags: [ \"azd-env-name\" ] }");
        run.send(
                "PATCH",
                DOCS,
                API,
                "{\"tags\":{\"azd-env-name\":\"docs\"},\"properties\":{\"allowBlobPublicAccess\":true}}");
        run.settle(Duration.ofMinutes(1));
        assertThat(run.finding(DOCS, PUBLIC).map(Finding::state)).contains(FindingState.TICKETED);
        assertThat(run.ticket(DOCS, PUBLIC).orElseThrow())
                .contains(
                        "Suggested change of the code",
                        "resource r_stcontosodocs01 'Microsoft.Storage/storageAccounts@2023-05-01'",
                        "allow_nested_items_to_be_public = false");
    }
}
