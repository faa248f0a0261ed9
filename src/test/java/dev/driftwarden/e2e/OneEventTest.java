package dev.driftwarden.e2e;

import static dev.driftwarden.e2e.BotRun.DOCS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwarden.engine.Answer;
import dev.driftwarden.engine.Jobs;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.ledger.Approval;
import dev.driftwarden.ledger.Held;
import dev.driftwarden.plan.Plan;
import dev.driftwarden.resource.ResourceId;
import java.time.Duration;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The way of one event, from a person's write to the verified fix. */
class OneEventTest {
    private static final String HTTP_ON = "{\"properties\":{\"supportsHttpsTrafficOnly\":false}}";
    private static final String PUBLIC_ON = "{\"properties\":{\"allowBlobPublicAccess\":true}}";
    private static final ResourceId READ_BY_STRANGERS = ResourceId.parse(BotRun.PRODUCTION
            + "/resourceGroups/rg-docs/providers/Microsoft.Storage/storageAccounts/stcontosopublic01");
    private static final String API = "2023-05-01";

    private BotRun run;

    @BeforeEach
    void start() {
        run = new BotRun();
    }

    @AfterEach
    void stop() {
        run.close();
    }

    @Test
    void onlyObservesWithoutAPolicy() {
        run.send("PATCH", DOCS, API, HTTP_ON);
        run.settle();
        assertThat(run.finding(DOCS, "storage.https-only").map(Finding::state)).contains(FindingState.OPEN);
        assertThat(run.live(DOCS).at("/properties/supportsHttpsTrafficOnly").asBoolean())
                .isFalse();
        assertThat(run.writes()).isOne();
    }

    @Test
    void fixesByItselfVerifiesAndChecksAgainAnHourLater() {
        run.policy("defaults: { mode: auto }");
        run.send("PATCH", DOCS, API, HTTP_ON);
        run.settle();
        assertThat(run.finding(DOCS, "storage.https-only").map(Finding::state)).contains(FindingState.FIXED);
        assertThat(run.live(DOCS).at("/properties/supportsHttpsTrafficOnly").asBoolean())
                .isTrue();
        assertThat(run.story(DOCS, "storage.https-only"))
                .containsExactly("detected", "decided", "write-begun", "written", "verified");
        run.clock.advance(Duration.ofHours(1));
        run.settle();
        assertThat(run.story(DOCS, "storage.https-only")).endsWith("rechecked");
        assertThat(run.writes()).isEqualTo(2);
    }

    @Test
    void makesOneLookOfFiftyDuplicatesInAnyOrder() {
        run.policy("defaults: { mode: auto }");
        run.send("PATCH", DOCS, API, HTTP_ON);
        run.deliver();
        run.events.clear();
        run.send("PATCH", DOCS, API, HTTP_ON);
        Awaitility.await().until(() -> !run.events.isEmpty());
        String payload = Objects.requireNonNull(run.events.peek());
        for (int i = 0; i < 50; i++) {
            run.events.add(payload);
        }
        run.deliver();
        // One for the account and its containers, whose verdicts hang on it.
        assertThat(run.waiting(Jobs.EVALUATE)).isEqualTo(1);
        run.settle();
        assertThat(run.writes()).isEqualTo(3);
        assertThat(run.finding(DOCS, "storage.https-only").map(Finding::state)).contains(FindingState.FIXED);
    }

    @Test
    void asksBeforeItClosesPublicAccessAndWritesWhatWasApproved() {
        run.policy("modes: [ { rules: \"*\", mode: approve } ]");
        run.send("PATCH", DOCS, API, PUBLIC_ON);
        run.settle();
        Finding waiting = run.finding(DOCS, "storage.blob-public-access").orElseThrow();
        assertThat(waiting.state()).isEqualTo(FindingState.AWAITING_APPROVAL);
        assertThat(run.live(DOCS).at("/properties/allowBlobPublicAccess").asBoolean())
                .isTrue();
        Plan plan = run.desk
                .book()
                .plan(String.valueOf(waiting.planId()))
                .map(Held::value)
                .orElseThrow();
        assertThat(plan.diff()).singleElement().satisfies(diff -> {
            assertThat(diff.path()).isEqualTo("properties.allowBlobPublicAccess");
            assertThat(diff.after()).isEqualTo(run.json("false"));
        });

        Answer answer = run.approvals().answer(plan.id(), plan.hash(), true, BotRun.OLIVIA, "");
        assertThat(answer).isInstanceOf(Answer.Done.class);
        run.settle();
        assertThat(run.finding(DOCS, "storage.blob-public-access").map(Finding::state))
                .contains(FindingState.FIXED);
        assertThat(run.live(DOCS).at("/properties/allowBlobPublicAccess").asBoolean())
                .isFalse();
        assertThat(run.desk.book().approval(plan.id()).map(h -> h.value().state()))
                .contains(Approval.State.APPROVED);

        Answer undone = run.undo().undo(waiting.id(), BotRun.OLIVIA, "the shop needs it", Duration.ofDays(1));
        assertThat(undone).isInstanceOf(Answer.Done.class);
        run.settle();
        assertThat(run.live(DOCS).at("/properties/allowBlobPublicAccess").asBoolean())
                .isTrue();
        assertThat(run.finding(DOCS, "storage.blob-public-access").map(Finding::state))
                .contains(FindingState.OPEN);
    }

    @Test
    void neverWritesAStalePlan() {
        run.policy("modes: [ { rules: \"*\", mode: approve } ]");
        run.send("PATCH", DOCS, API, "{\"properties\":{\"minimumTlsVersion\":\"TLS1_0\"}}");
        run.settle();
        Finding waiting = run.finding(DOCS, "storage.min-tls").orElseThrow();
        Plan plan = run.desk
                .book()
                .plan(String.valueOf(waiting.planId()))
                .map(Held::value)
                .orElseThrow();
        run.send("PATCH", DOCS, API, "{\"properties\":{\"minimumTlsVersion\":\"TLS1_1\"}}");
        run.approvals().answer(plan.id(), plan.hash(), true, BotRun.OLIVIA, "");
        run.pump(Jobs.APPLY);
        assertThat(run.live(DOCS).at("/properties/minimumTlsVersion").asText()).isEqualTo("TLS1_1");
        run.settle();
        Finding anew = run.finding(DOCS, "storage.min-tls").orElseThrow();
        assertThat(anew.state()).isEqualTo(FindingState.AWAITING_APPROVAL);
        assertThat(anew.planId()).isNotEqualTo(plan.id());
    }

    @Test
    void closesPublicAccessByItselfOnlyWhereNobodyReadsAnonymously() {
        run.policy("defaults: { mode: auto }");
        run.send("PATCH", DOCS, API, PUBLIC_ON);
        run.settle();
        assertThat(run.finding(DOCS, "storage.blob-public-access").map(Finding::state))
                .contains(FindingState.FIXED);

        run.send("PATCH", READ_BY_STRANGERS, API, "{\"tags\":{\"looked\":\"at\"}}");
        run.settle();
        Finding waiting =
                run.finding(READ_BY_STRANGERS, "storage.blob-public-access").orElseThrow();
        assertThat(waiting.state()).isEqualTo(FindingState.AWAITING_APPROVAL);
        assertThat(String.valueOf(waiting.decision())).contains("anonymous requests");
    }

    @Test
    void saysThatSomebodyElseFixedIt() {
        run.send("PATCH", DOCS, API, HTTP_ON);
        run.settle();
        run.send("PATCH", DOCS, API, "{\"properties\":{\"supportsHttpsTrafficOnly\":true}}");
        run.settle();
        assertThat(run.finding(DOCS, "storage.https-only").map(Finding::state)).contains(FindingState.RESOLVED);
    }

    @Test
    void closesAFindingOfAResourceThatIsGone() {
        run.send("PATCH", DOCS, API, HTTP_ON);
        run.settle();
        run.send("DELETE", DOCS, API, "");
        run.settle();
        assertThat(run.finding(DOCS, "storage.https-only").map(Finding::state)).contains(FindingState.GONE);
    }

    @Test
    void readsNothingTwice() {
        run.send("PATCH", DOCS, API, "{\"tags\":{\"a\":\"b\"}}");
        run.settle();
        assertThat(run.practice.calls().byCall())
                .containsKey("GET " + DOCS.path().replace("resourceGroups", "resourcegroups"))
                .allSatisfy((call, times) -> assertThat(times).as(call).isOne());
    }

    @Test
    void readsNothingForAnEventThatNoRuleCaresAbout() {
        ResourceId tags = ResourceId.parse(
                BotRun.PRODUCTION + "/resourceGroups/rg-docs/providers/Microsoft.Insights/actionGroups/oncall");
        run.send("PUT", tags, "2023-01-01", "{\"location\":\"global\",\"properties\":{}}");
        run.settle();
        assertThat(run.practice.calls().total()).isOne();
    }
}
