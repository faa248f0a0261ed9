package dev.driftwarden.e2e;

import static dev.driftwarden.e2e.BotRun.DOCS;
import static dev.driftwarden.e2e.BotRun.OLIVIA;
import static dev.driftwarden.e2e.BotRun.PRODUCTION;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.engine.Answer;
import dev.driftwarden.engine.Jobs;
import dev.driftwarden.engine.KillSwitchDesk;
import dev.driftwarden.engine.Person;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.ledger.Approval;
import dev.driftwarden.ledger.LedgerCheck;
import dev.driftwarden.ledger.Ticket;
import dev.driftwarden.practice.Fault;
import dev.driftwarden.resource.ResourceId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the bot does when Azure refuses, is slow, loses answers, or when people get in between. */
class FaultyAzureTest {
    private static final String RULE = "storage.https-only";
    private static final String HTTP_ON = "{\"properties\":{\"supportsHttpsTrafficOnly\":false}}";
    private static final String API = "2023-05-01";
    private static final String DOCS_PATH = "/**/storageAccounts/stcontosodocs01";
    private static final Duration LONG = Duration.ofMinutes(6);
    private static final Person ADMIN =
            new Person("00000000-0000-0000-0000-0000000000c1", "Ada Admin", Set.of("Driftwarden.Admin"));

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

    private Optional<FindingState> state(ResourceId id) {
        return run.finding(id, RULE).map(Finding::state);
    }

    private String ticket(ResourceId id) {
        Finding finding = run.finding(id, RULE).orElseThrow();
        return run.desk
                .book()
                .ticket(finding.id(), finding.round())
                .map(Ticket::body)
                .orElseThrow();
    }

    private boolean httpsOnly(ResourceId id) {
        return run.live(id).at("/properties/supportsHttpsTrafficOnly").asBoolean();
    }

    /** Drift that is found by looking, without a write that could be refused. */
    private ResourceId drifted(String path) {
        ResourceId id = ResourceId.parse(path);
        JsonNode body = run.live(id).deepCopy();
        ((ObjectNode) body.path("properties")).put("supportsHttpsTrafficOnly", false);
        run.practice.put(body);
        run.look(id);
        return id;
    }

    @ParameterizedTest
    @ValueSource(ints = {409, 412, 500, 503})
    void triesAgainWhatFailsForNow(int status) {
        run.practice.faults().add(Fault.answering("PATCH", DOCS_PATH, 2, status, "Trouble"));
        drifted(DOCS.path());
        run.settle(LONG);
        assertThat(state(DOCS)).contains(FindingState.FIXED);
        assertThat(run.story(DOCS, RULE)).contains("retry");
        assertThat(httpsOnly(DOCS)).isTrue();
    }

    @Test
    void waitsAsLongAsAzureAsks() {
        run.practice.faults().add(Fault.throttling("PATCH", DOCS_PATH, 1, Duration.ofMinutes(2)));
        drifted(DOCS.path());
        run.settle(Duration.ofSeconds(100));
        assertThat(state(DOCS)).contains(FindingState.APPLYING);
        assertThat(run.writes()).isOne();
        run.settle(Duration.ofMinutes(1));
        assertThat(state(DOCS)).contains(FindingState.FIXED);
    }

    @Test
    void recognisesAWriteWhoseAnswerWasLost() {
        run.practice.faults().add(new Fault("PATCH", DOCS_PATH, 1, new Fault.Effect.LoseResponse()));
        drifted(DOCS.path());
        run.settle(LONG);
        assertThat(state(DOCS)).contains(FindingState.FIXED);
        assertThat(run.writes()).isOne();
    }

    @Test
    void opensATicketWithoutTryingWhereAPolicyForbids() {
        ResourceId legacy = drifted(PRODUCTION
                + "/resourceGroups/rg-finance/providers/Microsoft.Storage/storageAccounts/stcontosolegacy01");
        run.settle(LONG);
        assertThat(state(legacy)).contains(FindingState.TICKETED);
        assertThat(ticket(legacy)).contains("The policy 'Finance: cost center is required' forbids");
        assertThat(httpsOnly(legacy)).isFalse();
        assertThat(run.writes()).isZero();
    }

    @Test
    void opensATicketWithoutTryingWhereALockForbids() {
        ResourceId archive = drifted(PRODUCTION
                + "/resourceGroups/rg-archive/providers/Microsoft.Storage/storageAccounts/stcontosoarchive01");
        run.settle(LONG);
        assertThat(state(archive)).contains(FindingState.TICKETED);
        assertThat(ticket(archive)).contains("keep-the-archive");
        assertThat(run.writes()).isZero();
    }

    @Test
    void opensATicketWithAzuresOwnWordsForALockThatItDidNotSee() {
        String message = "The scope '" + DOCS + "' cannot perform write operation because it is locked.";
        run.practice
                .faults()
                .add(new Fault("PATCH", DOCS_PATH, 1, new Fault.Effect.Answer(409, "ScopeLocked", message, null)));
        drifted(DOCS.path());
        run.settle(LONG);
        assertThat(state(DOCS)).contains(FindingState.TICKETED);
        assertThat(ticket(DOCS)).contains(message);
        assertThat(run.writes()).isOne();
    }

    @Test
    void opensATicketForWhatAnotherServiceManages() {
        ResourceId managed = drifted(
                "/subscriptions/00000000-0000-0000-0000-00000000000b/resourceGroups/databricks-rg-dbwcontosolab/providers/Microsoft.Storage/storageAccounts/dbstoragelab01");
        run.settle(LONG);
        assertThat(state(managed)).contains(FindingState.TICKETED);
        assertThat(run.writes()).isZero();
    }

    @Test
    void neverCallsCompliantWhatItMayNotRead() {
        run.practice.faults().add(Fault.answering("GET", DOCS_PATH, 99, 403, "AuthorizationFailed"));
        run.look(DOCS);
        run.settle(LONG);
        assertThat(state(DOCS)).contains(FindingState.UNKNOWN);
        run.practice.faults().clear();
        run.look(DOCS);
        run.settle();
        assertThat(state(DOCS)).contains(FindingState.RESOLVED);
    }

    @Test
    void stopsFightingAfterThreeTimes() {
        for (int i = 0; i < 3; i++) {
            drifted(DOCS.path());
            run.settle();
        }
        assertThat(state(DOCS)).contains(FindingState.TICKETED);
        assertThat(run.writes()).isEqualTo(2);
        assertThat(httpsOnly(DOCS)).isFalse();
    }

    @Test
    void writesNothingInAFreezeThatBeganAfterTheDecision() {
        drifted(DOCS.path());
        run.pump(Jobs.EVALUATE);
        run.policy(
                "defaults: { mode: auto }\nfreezes: [ { name: release, from: 2026-10-01T00:00:00Z, to: 2026-10-02T00:00:00Z } ]");
        run.settle(LONG);
        assertThat(run.writes()).isZero();
        assertThat(state(DOCS)).contains(FindingState.TICKETED);
    }

    @Test
    void writesNothingThatWasExemptedAfterTheDecision() {
        drifted(DOCS.path());
        run.pump(Jobs.EVALUATE);
        run.policy(
                "defaults: { mode: auto }\nexemptions: [ { rules: \"storage.*\", owner: shop, reason: old clients, until: 2026-12-01T00:00:00Z } ]");
        run.settle(LONG);
        assertThat(run.writes()).isZero();
        assertThat(state(DOCS)).contains(FindingState.OPEN);
    }

    @Test
    void theKillSwitchStopsAStormAndSurvivesARestart() {
        run.policy("defaults: { mode: auto }\nbudgets: { total: 9999, per-rule: 9999, per-subscription: 9999 }");
        List<ResourceId> storm = storm(500);
        run.pump(Jobs.EVALUATE);
        assertThat(run.waiting(Jobs.APPLY)).isEqualTo(500);
        // One whose write failed for now and is to be tried again is stopped, too.
        run.practice.faults().add(Fault.answering("PATCH", "/**", 1, 503, "ServerBusy"));
        run.pumpOnce(Jobs.APPLY);
        long before = run.writes();
        assertThat(new KillSwitchDesk(run.desk).set(true, ADMIN, "it runs wild"))
                .isInstanceOf(Answer.Done.class);
        run.restart();
        run.settle(Duration.ofMinutes(2));
        assertThat(run.writes()).isEqualTo(before);
        assertThat(storm.stream().filter(id -> httpsOnly(id)).count()).isZero();
        assertThat(storm).allSatisfy(id -> assertThat(state(id)).contains(FindingState.OPEN));
    }

    @Test
    void parallelWorkersKeepToTheBudget() {
        run.policy("defaults: { mode: auto }\nbudgets: { total: 7, per-rule: 9999, per-subscription: 9999 }");
        List<ResourceId> storm = storm(30);
        run.pump(Jobs.EVALUATE);
        run.pumpTogether(Jobs.APPLY, 4);
        assertThat(run.writes()).isEqualTo(7);
        run.settle(Duration.ofMinutes(1));
        assertThat(run.writes()).isEqualTo(7);
        assertThat(storm.stream().filter(id -> state(id).equals(Optional.of(FindingState.AWAITING_APPROVAL))))
                .hasSize(23);
    }

    private List<ResourceId> storm(int many) {
        return IntStream.range(0, many)
                .mapToObj(i -> {
                    ObjectNode body = (ObjectNode) run.live(DOCS).deepCopy();
                    ResourceId id = ResourceId.parse(DOCS.path().replace("docs01", "storm" + i));
                    body.put("id", id.path()).put("name", id.name());
                    run.practice.put(body);
                    return drifted(id.path());
                })
                .toList();
    }

    @Test
    void acceptsADecisionOnlyFromWhoeverMayMakeIt() {
        run.policy("modes: [ { rules: \"*\", mode: approve } ]");
        run.send("PATCH", DOCS, API, HTTP_ON);
        run.settle();
        Approval asked = run.desk.book().inbox(null, 10).items().get(0);
        String actor = String.valueOf(asked.actorObjectId());
        Person ada = new Person(actor, "Ada Example", Set.of("Driftwarden.Approver"));
        Person guest = new Person("00000000-0000-0000-0000-0000000000d1", "Gus Guest", Set.of());
        assertThat(run.approvals().answer(asked.planId(), asked.planHash(), true, ada, ""))
                .isInstanceOf(Answer.Refused.class);
        assertThat(run.approvals().answer(asked.planId(), asked.planHash(), true, guest, ""))
                .isInstanceOf(Answer.Refused.class);
        assertThat(run.approvals().answer(asked.planId(), "0".repeat(64), true, OLIVIA, ""))
                .isInstanceOf(Answer.Refused.class);
        for (int click = 0; click < 3; click++) {
            assertThat(run.approvals().answer(asked.planId(), asked.planHash(), true, OLIVIA, ""))
                    .isInstanceOf(Answer.Done.class);
        }
        assertThat(run.waiting(Jobs.APPLY)).isOne();
        run.settle();
        assertThat(state(DOCS)).contains(FindingState.FIXED);
        assertThat(run.writes()).isEqualTo(2);
    }

    @Test
    void doesNotFixAgainWhatWasUndoneUntilTheHoldEnds() {
        drifted(DOCS.path());
        run.settle();
        Finding fixed = run.finding(DOCS, RULE).orElseThrow();
        assertThat(run.undo().undo(fixed.id(), OLIVIA, "old clients", Duration.ofDays(1)))
                .isInstanceOf(Answer.Done.class);
        run.settle();
        run.look(DOCS);
        run.settle();
        assertThat(httpsOnly(DOCS)).isFalse();
        run.clock.advance(Duration.ofDays(1));
        run.look(DOCS);
        run.settle();
        assertThat(httpsOnly(DOCS)).isTrue();
    }

    @Test
    void recognisesAnUndoWhoseAnswerWasLost() {
        drifted(DOCS.path());
        run.settle();
        run.practice.faults().add(new Fault("PATCH", DOCS_PATH, 1, new Fault.Effect.LoseResponse()));
        Finding fixed = run.finding(DOCS, RULE).orElseThrow();
        assertThat(run.undo().undo(fixed.id(), OLIVIA, "old clients", Duration.ofDays(1)))
                .isInstanceOf(Answer.Done.class);
        assertThat(run.writes()).isEqualTo(2);
        assertThat(httpsOnly(DOCS)).isFalse();
        assertThat(state(DOCS)).contains(FindingState.OPEN);
    }

    @Test
    void asksBeforeItRemovesAnAssignmentAndUndoesByMakingItAnew() {
        run.policy("modes: [ { rules: \"*\", mode: approve } ]");
        ResourceId given = ResourceId.parse(
                PRODUCTION + "/providers/Microsoft.Authorization/roleAssignments/77777777-0000-0000-0000-000000000001");
        String owner =
                PRODUCTION + "/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
        run.send(
                "PUT",
                given,
                "2022-04-01",
                "{\"properties\":{\"roleDefinitionId\":\"" + owner
                        + "\",\"principalId\":\"00000000-0000-0000-0000-0000000000a9\",\"principalType\":\"ServicePrincipal\"}}");
        run.settle();
        String rule = "rbac.privileged-broad-scope";
        Finding asking = run.finding(given, rule).orElseThrow();
        assertThat(asking.state()).isEqualTo(FindingState.AWAITING_APPROVAL);
        Approval asked = run.desk
                .book()
                .approval(String.valueOf(asking.planId()))
                .orElseThrow()
                .value();
        run.approvals().answer(asked.planId(), asked.planHash(), true, OLIVIA, "");
        run.settle();
        assertThat(run.practice.get(given)).isEmpty();
        assertThat(run.finding(given, rule).map(Finding::state)).contains(FindingState.FIXED);
        assertThat(run.undo().undo(asking.id(), OLIVIA, "still needed", Duration.ofDays(1)))
                .isInstanceOf(Answer.Done.class);
        run.settle();
        ResourceId restored = run.desk
                .book()
                .plan(asked.planId())
                .orElseThrow()
                .value()
                .undo()
                .get(0)
                .target();
        assertThat(run.practice.get(restored)).isPresent();
        assertThat(run.finding(restored, rule).map(Finding::state)).contains(FindingState.OPEN);
        assertThat(run.writes()).isEqualTo(3);
    }
}
