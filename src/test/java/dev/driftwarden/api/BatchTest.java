package dev.driftwarden.api;

import static dev.driftwarden.api.SiteRun.OLIVIA;
import static dev.driftwarden.api.SiteRun.VERA;
import static dev.driftwarden.api.SiteRun.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.e2e.BotRun;
import dev.driftwarden.engine.Jobs;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.ledger.Held;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.web.WebResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One answer about several like plans over the API. */
class BatchTest {
    private static final String PATH = "/api/v1/approvals/batch";
    private static final String RULE = "storage.https-only";
    private static final List<ResourceId> ACCOUNTS =
            List.of(BotRun.DOCS, account("rg-shop", "stcontososhop01"), account("rg-docs", "stcontosopublic01"));

    private SiteRun run;

    private static ResourceId account(String group, String name) {
        return ResourceId.parse(BotRun.PRODUCTION + "/resourceGroups/" + group
                + "/providers/Microsoft.Storage/storageAccounts/" + name);
    }

    @BeforeEach
    void start() {
        run = new SiteRun();
        run.bot.policy("modes: [ { rules: \"storage.*\", mode: approve } ]");
        ACCOUNTS.forEach(account -> run.bot.send(
                "PATCH",
                account,
                "2023-05-01",
                "{\"properties\":{\"supportsHttpsTrafficOnly\":false,\"minimumTlsVersion\":\"TLS1_0\"}}"));
        run.bot.settle();
    }

    @AfterEach
    void stop() {
        run.close();
    }

    private Finding finding(int account, String rule) {
        return run.bot.finding(ACCOUNTS.get(account), rule).orElseThrow();
    }

    private String planId(int account) {
        return String.valueOf(finding(account, RULE).planId());
    }

    private ObjectNode item(String planId) {
        String hash = run.bot
                .desk
                .book()
                .approval(planId)
                .map(Held::value)
                .orElseThrow()
                .planHash();
        return JsonNodeFactory.instance.objectNode().put("planId", planId).put("planHash", hash);
    }

    private ObjectNode all() {
        ObjectNode body =
                JsonNodeFactory.instance.objectNode().put("rule", RULE).put("approve", true);
        ArrayNode items = body.putArray("items");
        for (int i = 0; i < ACCOUNTS.size(); i++) {
            items.add(item(planId(i)));
        }
        return body;
    }

    private JsonNode post(ObjectNode body) {
        WebResponse response = run.post(OLIVIA, PATH, body.toString());
        assertThat(response.status()).as(response.body()).isEqualTo(200);
        return json(response);
    }

    private static void counts(JsonNode answer, int done, int refused, int leftOut) {
        assertThat(List.of(
                        answer.path("done").asInt(),
                        answer.path("refused").asInt(),
                        answer.path("leftOut").asInt()))
                .containsExactly(done, refused, leftOut);
    }

    @Test
    void approvesLikePlansButTheOneLeftOut() {
        ObjectNode body = all();
        body.putArray("leaveOut").add(planId(1));
        counts(post(body), 2, 0, 1);
        run.bot.settle();
        assertThat(finding(0, RULE).state()).isEqualTo(FindingState.FIXED);
        assertThat(finding(1, RULE).state()).isEqualTo(FindingState.AWAITING_APPROVAL);
        assertThat(finding(2, RULE).state()).isEqualTo(FindingState.FIXED);
        assertThat(finding(0, "storage.min-tls").state()).isEqualTo(FindingState.AWAITING_APPROVAL);
    }

    @Test
    void repeatingItIsOneDecision() {
        ObjectNode body = all();
        counts(post(body), 3, 0, 0);
        JsonNode again = post(body);
        counts(again, 3, 0, 0);
        assertThat(again.at("/items/0/text").asText()).contains("already");
        assertThat(run.bot.waiting(Jobs.APPLY)).isEqualTo(3);
    }

    @Test
    void refusesEachPlanByItselfAndSaysWhy() {
        ObjectNode body = all();
        ((ObjectNode) body.at("/items/0")).put("planHash", "0".repeat(64));
        ((ArrayNode) body.path("items"))
                .add(item(String.valueOf(finding(2, "storage.min-tls").planId())));
        ((ArrayNode) body.path("items")).addObject().put("planId", "nothing").put("planHash", "x");
        JsonNode answer = post(body);
        counts(answer, 2, 3, 0);
        assertThat(answer.at("/items/0/code").asText()).isEqualTo("stale");
        assertThat(answer.at("/items/1/outcome").asText()).isEqualTo("done");
        assertThat(answer.at("/items/3/code").asText()).isEqualTo("invalid");
        assertThat(answer.at("/items/3/text").asText()).contains("storage.min-tls");
        assertThat(answer.at("/items/4/code").asText()).isEqualTo("not-found");
        assertThat(finding(0, RULE).state()).isEqualTo(FindingState.AWAITING_APPROVAL);
        assertThat(finding(2, "storage.min-tls").state()).isEqualTo(FindingState.AWAITING_APPROVAL);
    }

    @Test
    void refusesTheActorForHisOwnChangesAndNobodyElse() {
        JsonNode answer = json(run.post(run.actor(finding(0, RULE)), PATH, all().toString()));
        counts(answer, 0, 3, 0);
        assertThat(answer.path("items").findValuesAsText("code")).containsOnly("forbidden");
        counts(post(all()), 3, 0, 0);
    }

    @Test
    void refusesWhatHasExpiredInTheMeantime() {
        ObjectNode body = all();
        run.bot.clock.advance(Duration.ofHours(24));
        JsonNode answer = post(body);
        counts(answer, 0, 3, 0);
        assertThat(answer.at("/items/0/text").asText()).contains("ended at");
    }

    @Test
    void rejectsTogetherButOnlyWithAReason() {
        ObjectNode body = all().put("approve", false);
        JsonNode answer = post(body);
        counts(answer, 0, 3, 0);
        assertThat(answer.path("items").findValuesAsText("code")).containsOnly("invalid");
        counts(post(body.put("reason", "release week")), 3, 0, 0);
        assertThat(finding(0, RULE).state()).isEqualTo(FindingState.OPEN);
    }

    @Test
    void isNotForPeopleWhoMayNotApprove() {
        assertThat(run.post(VERA, PATH, all().toString()).status()).isEqualTo(403);
        assertThat(run.bot.waiting(Jobs.APPLY)).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"rule\":\"r\",\"approve\":true}                                               | 1 to 100",
                "{\"rule\":\"r\",\"items\":[{\"planId\":\"a\",\"planHash\":\"b\"}]}              | 'approve'",
                "{\"rule\":\"r\",\"approve\":true,\"items\":[\"a\"]}                             | list of at most 100 objects",
                "{\"rule\":\"r\",\"approve\":true,\"items\":[{\"planId\":\"a\",\"hash\":\"b\"}]} | Unknown field 'hash'",
                "{\"rule\":\"r\",\"approve\":true,\"items\":[{\"planId\":1}]}                    | 'planId' must be a text",
                "{\"rule\":\"r\",\"approve\":true,\"items\":[],\"leaveOut\":[1]}                 | list of at most 100 texts",
                "{\"rule\":\"r\",\"approve\":true,\"items\":[{\"planId\":\"a\"},{\"planId\":\"a\"}]} | only once",
            })
    void namesWhatIsWrongWithABatch(String body, String mistake) {
        WebResponse refused = run.post(OLIVIA, PATH, body);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(json(refused).path("detail").asText()).contains(mistake);
    }
}
