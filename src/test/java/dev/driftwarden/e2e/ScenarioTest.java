package dev.driftwarden.e2e;

import static dev.driftwarden.e2e.BotRun.DOCS;
import static dev.driftwarden.e2e.BotRun.OLIVIA;
import static dev.driftwarden.e2e.BotRun.PRODUCTION;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.engine.Answer;
import dev.driftwarden.engine.Jobs;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.ledger.LedgerCheck;
import dev.driftwarden.plan.Plan;
import dev.driftwarden.resource.ResourceId;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole stories over HTTP, with what Azure and people do in between, injected by the practice Azure's own control API. */
class ScenarioTest {
    private static final String STORAGE_API = "2023-05-01";
    private static final String NETWORK_API = "2024-05-01";
    private static final String HTTPS = "storage.https-only";
    private static final String SSH = "network.nsg-ssh-open";
    private static final String HTTP_ON = "{\"properties\":{\"supportsHttpsTrafficOnly\":false}}";
    private static final String DOCS_PATH = "/**/storageAccounts/stcontosodocs01";
    private static final Duration LONG = Duration.ofMinutes(6);
    private static final ResourceId GROUP = ResourceId.parse(
            PRODUCTION + "/resourceGroups/rg-docs/providers/Microsoft.Network/networkSecurityGroups/nsg-two");
    private static final ResourceId POLICY =
            ResourceId.parse("/graph/identity/conditionalAccess/policies/66666666-0000-0000-0000-000000000001");

    private BotRun run;

    @BeforeEach
    void start() {
        run = new BotRun().policy("defaults: { mode: auto }");
    }

    @AfterEach
    void stop() {
        assertThat(LedgerCheck.problems(run.store, run.clock)).isEmpty();
        run.close();
    }

    private void drift() {
        ObjectNode body = (ObjectNode) run.live(DOCS).deepCopy();
        ((ObjectNode) body.path("properties")).put("supportsHttpsTrafficOnly", false);
        run.practice.put(body);
        run.look(DOCS);
    }

    private FindingState state(ResourceId id, String rule) {
        return run.finding(id, rule).map(Finding::state).orElseThrow();
    }

    @Test
    void waitsAsLongAsAzureAsksBeforeItReadsAgain() {
        run.fault("{\"method\":\"GET\",\"path\":\"" + DOCS_PATH
                + "\",\"times\":20,\"effect\":\"answer\",\"status\":429,\"retryAfterSeconds\":120}");
        drift();
        run.settle(Duration.ofSeconds(90));
        assertThat(state(DOCS, HTTPS)).isEqualTo(FindingState.UNKNOWN);
        long asked = run.practice.calls().of("GET", DOCS_PATH);
        run.settle(Duration.ofSeconds(20));
        assertThat(run.practice.calls().of("GET", DOCS_PATH)).isEqualTo(asked);
        run.practice.faults().clear();
        run.settle(LONG);
        assertThat(state(DOCS, HTTPS)).isEqualTo(FindingState.FIXED);
    }

    /** What Azure says for good is a ticket with its own words, after one try. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            409, ScopeLocked
            403, RequestDisallowedByPolicy
            403, DenyAssignmentAuthorizationFailed
            403, AuthorizationFailed
            400, BadRequest
            """)
    void opensATicketWithAzuresWordsForWhatIsRefusedForGood(int status, String code) {
        run.fault("{\"method\":\"PATCH\",\"path\":\"" + DOCS_PATH
                + "\",\"effect\":\"answer\",\"status\":" + status + ",\"code\":\"" + code
                + "\",\"message\":\"Exactly so: <b>" + code + "</b>\"}");
        drift();
        run.settle(LONG);
        assertThat(state(DOCS, HTTPS)).isEqualTo(FindingState.TICKETED);
        assertThat(run.ticket(DOCS, HTTPS).orElseThrow())
                .contains(code + " (" + status + "): Exactly so: <b>" + code + "</b>");
        assertThat(run.writes()).isOne();
    }

    @Test
    void opensATicketWithTheLastWordsWhenTryingDoesNotHelp() {
        run.fault(
                "{\"method\":\"PATCH\",\"path\":\"" + DOCS_PATH
                        + "\",\"times\":99,\"effect\":\"answer\",\"status\":503,\"code\":\"ServerBusy\",\"message\":\"Come back later.\"}");
        drift();
        run.settle(Duration.ofMinutes(12));
        assertThat(state(DOCS, HTTPS)).isEqualTo(FindingState.TICKETED);
        assertThat(run.ticket(DOCS, HTTPS).orElseThrow()).contains("ServerBusy (503): Come back later.");
        assertThat(run.writes()).isEqualTo(6);
    }

    @Test
    void aRedeliveredMessageWritesNothingMore() {
        drift();
        run.pump(Jobs.EVALUATE);
        String planId = String.valueOf(run.finding(DOCS, HTTPS).orElseThrow().planId());
        for (int i = 0; i < 8; i++) {
            run.redeliver(planId);
        }
        run.pumpTogether(Jobs.APPLY, 4);
        run.settle(LONG);
        run.redeliver(planId);
        run.settle();
        assertThat(state(DOCS, HTTPS)).isEqualTo(FindingState.FIXED);
        assertThat(run.writes()).isOne();
    }

    @Test
    void fiftyDuplicatesInDisorderMakeOneWrite() {
        run.fault("{\"effect\":\"disturb-events\",\"copies\":50,\"spreadMillis\":40}");
        run.send("PATCH", DOCS, STORAGE_API, "{\"tags\":{\"a\":\"b\"}}");
        run.send("PATCH", DOCS, STORAGE_API, HTTP_ON);
        run.send("PATCH", DOCS, STORAGE_API, "{\"tags\":{\"c\":\"d\"}}");
        run.settle(LONG);
        assertThat(state(DOCS, HTTPS)).isEqualTo(FindingState.FIXED);
        assertThat(run.writes()).as("three of people, one of the bot").isEqualTo(4);
    }

    private static String rule(String name, int priority, String source, String about) {
        return "{\"name\":\"" + name + "\",\"properties\":{\"protocol\":\"Tcp\",\"sourcePortRange\":\"*\","
                + "\"destinationPortRange\":\"22\",\"sourceAddressPrefix\":\"" + source
                + "\",\"destinationAddressPrefix\":\"*\",\"access\":\"Allow\",\"direction\":\"Inbound\",\"priority\":"
                + priority
                + ",\"description\":\"" + about + "\"}}";
    }

    private static String properties(String rule) {
        return "{\"properties\":" + rule.substring(rule.indexOf("\"properties\":") + 13, rule.length() - 1) + "}";
    }

    /** A group of two rules that let everybody in by SSH, and one that does not; nothing is attached to it. */
    private void openGroup() {
        run.practice.put(run.json("{\"id\":\"" + GROUP
                + "\",\"name\":\"nsg-two\",\"type\":\"Microsoft.Network/networkSecurityGroups\",\"location\":\"westeurope\","
                + "\"etag\":\"W/1\",\"properties\":{\"provisioningState\":\"Succeeded\",\"securityRules\":["
                + rule("ssh-a", 100, "*", "a") + "," + rule("ssh-b", 110, "*", "b") + ","
                + rule("office", 120, "203.0.113.0/28", "office") + "]}}"));
        run.look(GROUP);
    }

    /** Somebody replaces a rule of the group, and the operation is over. */
    private void edit(String name, String rule) {
        run.send("PUT", GROUP.resolve("securityRules/" + name), NETWORK_API, properties(rule));
        Awaitility.await()
                .until(() -> ruleNamed(name)
                        .at("/properties/provisioningState")
                        .asText("Succeeded")
                        .equals("Succeeded"));
    }

    private List<String> rules() {
        return StreamSupport.stream(
                        run.live(GROUP).at("/properties/securityRules").spliterator(), false)
                .map(rule -> rule.path("name").asText())
                .toList();
    }

    private JsonNode ruleNamed(String name) {
        return StreamSupport.stream(
                        run.live(GROUP).at("/properties/securityRules").spliterator(), false)
                .filter(rule -> rule.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aSiblingThatIsEditedDuringTheWriteSurvives() {
        openGroup();
        run.fault("{\"method\":\"DELETE\",\"path\":\"" + GROUP
                + "/securityRules/ssh-b\",\"effect\":\"change-before\",\"write\":{\"method\":\"PUT\",\"path\":\""
                + GROUP
                + "/securityRules/office\",\"api-version\":\"2024-05-01\",\"body\":"
                + properties(rule("office", 120, "203.0.113.0/24", "moved house")) + "}}");
        run.settle(LONG);
        assertThat(state(GROUP, SSH)).isEqualTo(FindingState.FIXED);
        assertThat(rules()).containsExactly("office");
        assertThat(ruleNamed("office").at("/properties/description").asText()).isEqualTo("moved house");
    }

    @Test
    void whatAPersonChangesBetweenReadAndWriteIsNotWrittenOver() {
        openGroup();
        // Somebody narrows the very rule in the moment before it would be removed.
        run.fault("{\"method\":\"DELETE\",\"path\":\"" + GROUP
                + "/securityRules/ssh-a\",\"effect\":\"change-before\",\"write\":{\"method\":\"PUT\",\"path\":\""
                + GROUP
                + "/securityRules/ssh-a\",\"api-version\":\"2024-05-01\",\"body\":"
                + properties(rule("ssh-a", 100, "203.0.113.8/32", "only me")) + "}}");
        run.settle(LONG);
        assertThat(state(GROUP, SSH)).isEqualTo(FindingState.FIXED);
        assertThat(rules()).containsExactly("ssh-a", "office");
        assertThat(ruleNamed("ssh-a").at("/properties/description").asText()).isEqualTo("only me");
        assertThat(run.story(GROUP, SSH)).contains("retry", "stopped");
    }

    @Test
    void waitsForASlowOperationAndRetriesOneThatFails() {
        openGroup();
        run.fault("{\"method\":\"DELETE\",\"path\":\"" + GROUP + "/**\",\"effect\":\"fail-operation\"}");
        run.fault("{\"method\":\"DELETE\",\"path\":\"" + GROUP + "/**\",\"effect\":\"slow-operation\",\"polls\":4}");
        run.settle(LONG);
        assertThat(state(GROUP, SSH)).isEqualTo(FindingState.FIXED);
        assertThat(rules()).containsExactly("office");
    }

    @Test
    void aPlanThatIsRefusedHalfwaySaysSoAndCanBeUndone() {
        openGroup();
        run.fault("{\"method\":\"DELETE\",\"path\":\"" + GROUP
                + "/securityRules/ssh-b\",\"times\":9,\"effect\":\"answer\",\"status\":403,\"code\":\"RequestDisallowedByPolicy\","
                + "\"message\":\"Rule ssh-b was disallowed by policy.\"}");
        run.settle(LONG);
        assertThat(state(GROUP, SSH)).isEqualTo(FindingState.FAILED);
        assertThat(run.ticket(GROUP, SSH).orElseThrow())
                .contains(
                        "written only in part",
                        "RequestDisallowedByPolicy (403): Rule ssh-b was disallowed by policy.",
                        "/securityRules/ssh-a: written",
                        "/securityRules/ssh-b: not written");
        assertThat(rules()).containsExactly("ssh-b", "office");
        run.look(GROUP);
        run.settle(LONG);
        assertThat(state(GROUP, SSH)).as("a person has it").isEqualTo(FindingState.FAILED);

        Finding failed = run.finding(GROUP, SSH).orElseThrow();
        assertThat(run.undo().undo(failed.id(), OLIVIA, "half a fix helps nobody", Duration.ofDays(1)))
                .isInstanceOf(Answer.Done.class);
        assertThat(rules()).containsExactlyInAnyOrder("ssh-a", "ssh-b", "office");
        assertThat(state(GROUP, SSH)).isEqualTo(FindingState.OPEN);
        assertThat(run.ticket(GROUP, SSH)).isEmpty();
        run.settle(LONG);
        assertThat(rules()).hasSize(3);
    }

    @Test
    void aPlanThatIsInterruptedHalfwayIsFinished() {
        openGroup();
        run.fault("{\"method\":\"DELETE\",\"path\":\"" + GROUP
                + "/securityRules/ssh-b\",\"times\":2,\"effect\":\"answer\",\"status\":503,\"code\":\"ServerBusy\"}");
        run.settle(LONG);
        assertThat(state(GROUP, SSH)).isEqualTo(FindingState.FIXED);
        assertThat(run.story(GROUP, SSH)).containsOnlyOnce("decided").containsOnlyOnce("written");
        assertThat(rules()).containsExactly("office");
        Finding fixed = run.finding(GROUP, SSH).orElseThrow();
        assertThat(run.undo().undo(fixed.id(), OLIVIA, "needed tonight", Duration.ofDays(1)))
                .isInstanceOf(Answer.Done.class);
        assertThat(rules()).containsExactlyInAnyOrder("ssh-a", "ssh-b", "office");
        run.settle(LONG);
    }

    @Test
    void anUndoThatIsRefusedHalfwaySaysSoAndCanBeFinished() {
        openGroup();
        run.settle(LONG);
        Finding fixed = run.finding(GROUP, SSH).orElseThrow();
        run.fault(
                "{\"method\":\"PUT\",\"path\":\"" + GROUP
                        + "/securityRules/ssh-a\",\"effect\":\"answer\",\"status\":409,\"code\":\"ScopeLocked\",\"message\":\"It is locked.\"}");
        Answer answer = run.undo().undo(fixed.id(), OLIVIA, "needed tonight", Duration.ofDays(1));
        assertThat(answer).isInstanceOf(Answer.Refused.class);
        assertThat(((Answer.Refused) answer).text())
                .contains("only in part", "ScopeLocked (409): It is locked.", "/securityRules/ssh-b: back");
        assertThat(run.ticket(GROUP, SSH).orElseThrow()).contains("ScopeLocked (409): It is locked.");
        run.settle(LONG);
        assertThat(rules()).as("the bot keeps away").containsExactlyInAnyOrder("office", "ssh-b");
        assertThat(run.undo().undo(fixed.id(), OLIVIA, "again", Duration.ofDays(1)))
                .isInstanceOf(Answer.Done.class);
        assertThat(rules()).containsExactlyInAnyOrder("ssh-a", "ssh-b", "office");
        run.settle(LONG);
    }

    @Test
    void anUndoOverAChangeNeedsForceAndItsPreviewSaysWhy() {
        drift();
        run.settle();
        Finding fixed = run.finding(DOCS, HTTPS).orElseThrow();
        var exact = run.undo().preview(fixed.id()).orElseThrow();
        assertThat(exact.possible()).isTrue();
        assertThat(exact.needsForce()).isFalse();
        assertThat(exact.diff()).singleElement().satisfies(field -> {
            assertThat(field.path()).isEqualTo("properties.supportsHttpsTrafficOnly");
            assertThat(field.before()).isEqualTo(run.json("true"));
            assertThat(field.after()).isEqualTo(run.json("false"));
        });
        openGroup();
        run.settle(LONG);
        Finding group = run.finding(GROUP, SSH).orElseThrow();
        edit("ssh-a", rule("ssh-a", 100, "203.0.113.9/32", "mine"));
        var changed = run.undo().preview(group.id()).orElseThrow();
        assertThat(changed.needsForce()).isTrue();
        assertThat(changed.changed()).extracting(field -> field.path()).contains("properties.sourceAddressPrefix");
        Answer refused = run.undo().undo(group.id(), OLIVIA, "please", Duration.ofDays(1));
        assertThat(((Answer.Refused) refused).reason()).isEqualTo(Answer.Reason.STALE);
        assertThat(((Answer.Refused) refused).text()).contains("properties.sourceAddressPrefix");
        assertThat(ruleNamed("ssh-a").at("/properties/description").asText()).isEqualTo("mine");
        assertThat(run.undo().force(group.id(), OLIVIA, "I spoke with the owner", Duration.ofDays(1)))
                .isInstanceOf(Answer.Done.class);
        assertThat(ruleNamed("ssh-a").at("/properties/description").asText()).isEqualTo("a");
        run.settle(LONG);
    }

    @Test
    void bringsAnEntraPolicyBackAndUndoesThat() {
        run.policy("modes: [ { rules: \"*\", mode: approve } ]");
        String drift = "entra.ca-mfa-policy-drift";
        ResourceId policy = POLICY;
        ObjectNode live = (ObjectNode) run.live(policy).deepCopy();
        ObjectNode accepted = (ObjectNode) run.json(
                "{\"id\":\"" + policy + "\",\"type\":\"Microsoft.Graph/identity/conditionalAccess/policies\"}");
        accepted.set("properties", live);
        run.desk.controls().acceptBaseline(policy, accepted, run.clock.instant());
        run.practice.putDirectoryObject(
                policy.path().substring("/graph".length()), live.deepCopy().put("state", "disabled"));
        run.look(policy);
        run.settle();
        assertThat(state(policy, drift)).isEqualTo(FindingState.AWAITING_APPROVAL);
        Plan plan = run.plan(run.finding(policy, drift).orElseThrow());
        assertThat(plan.diff()).extracting(field -> field.path()).contains("state");
        assertThat(plan.diff().get(0).before()).isEqualTo(run.json("\"disabled\""));
        run.approve(policy, drift, OLIVIA);
        run.settle(LONG);
        assertThat(state(policy, drift)).isEqualTo(FindingState.FIXED);
        assertThat(run.live(policy).at("/state").asText()).isEqualTo("enabled");
        assertThat(run.undo()
                        .undo(run.finding(policy, drift).orElseThrow().id(), OLIVIA, "locked out", Duration.ofDays(1)))
                .isInstanceOf(Answer.Done.class);
        assertThat(run.live(policy).at("/state").asText()).isEqualTo("disabled");
        run.settle();
    }

    @Test
    void anApproverWhoMadeTheChangeIsRefusedAndAStalePlanIsNotWritten() {
        run.policy("modes: [ { rules: \"*\", mode: approve } ]");
        run.send("PATCH", DOCS, STORAGE_API, "{\"properties\":{\"minimumTlsVersion\":\"TLS1_0\"}}");
        run.settle();
        Finding waiting = run.finding(DOCS, "storage.min-tls").orElseThrow();
        String maker = String.valueOf(
                java.util.Objects.requireNonNull(waiting.cause()).actor().objectId());
        Answer own = run.approve(
                DOCS,
                "storage.min-tls",
                new dev.driftwarden.engine.Person(maker, "Ada", java.util.Set.of("Driftwarden.Approver")));
        assertThat(((Answer.Refused) own).text()).contains("You made the change");
        run.fault("{\"method\":\"GET\",\"path\":\"" + DOCS_PATH
                + "\",\"effect\":\"change-before\",\"write\":{\"method\":\"PATCH\",\"path\":\"" + DOCS
                + "\",\"api-version\":\"2023-05-01\",\"body\":{\"properties\":{\"minimumTlsVersion\":\"TLS1_1\"}}}}");
        run.approve(DOCS, "storage.min-tls", OLIVIA);
        run.settle();
        assertThat(run.live(DOCS).at("/properties/minimumTlsVersion").asText()).isEqualTo("TLS1_1");
        assertThat(state(DOCS, "storage.min-tls")).isEqualTo(FindingState.AWAITING_APPROVAL);
    }
}
