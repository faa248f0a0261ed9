package dev.driftwarden.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.baseline.Baseline;
import dev.driftwarden.baseline.Baseline.Kind;
import dev.driftwarden.baseline.Baseline.Pending;
import dev.driftwarden.baseline.Baselines;
import dev.driftwarden.engine.Answer;
import dev.driftwarden.engine.BaselineDesk;
import dev.driftwarden.engine.Person;
import dev.driftwarden.engine.RestoreDesk;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.ledger.Held;
import dev.driftwarden.plan.Plan;
import dev.driftwarden.policy.Policy.Entra.Restore;
import dev.driftwarden.resource.ResourceId;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A policy of the directory changes; its audit record, or the watch, has it caught, and a person puts it back or accepts it. */
class PolicyDriftTest {
    private static final ResourceId POLICIES = ResourceId.parse("/graph/identity/conditionalAccess/policies");
    private static final ResourceId MANAGEMENT = POLICIES.resolve("66666666-0000-0000-0000-000000000003");
    private static final ResourceId LEGACY = POLICIES.resolve("66666666-0000-0000-0000-000000000004");
    private static final String MFA_DRIFT = "entra.ca-mfa-policy-drift";
    private static final String EMERGENCY = "11111111-0000-0000-0000-000000000006";
    private static final String STRANGER = "11111111-0000-0000-0000-000000000008";
    private static final String ADA = "11111111-0000-0000-0000-000000000001";
    private static final String APPROVE = "defaults: { mode: approve }\n";

    private BotRun run;

    @BeforeEach
    void start() {
        run = new BotRun().policy(APPROVE);
        run.watchDirectory();
        run.settle();
    }

    @AfterEach
    void stop() {
        run.close();
    }

    private Baseline baseline(ResourceId id) {
        return run.desk.baselines().find(id).map(Held::value).orElseThrow();
    }

    private Pending pending(ResourceId id) {
        return Objects.requireNonNull(baseline(id).pending());
    }

    private Finding finding(ResourceId id) {
        return run.finding(id, MFA_DRIFT).orElseThrow();
    }

    private Plan plan(Finding finding) {
        return run.desk
                .book()
                .plan(String.valueOf(finding.planId()))
                .map(Held::value)
                .orElseThrow();
    }

    private void approve(Finding finding) {
        Plan plan = plan(finding);
        assertThat(run.approvals().answer(plan.id(), plan.hash(), true, BotRun.OLIVIA, ""))
                .isInstanceOf(Answer.Done.class);
        run.settle();
    }

    private Answer accept(ResourceId id, Person person) {
        String hash =
                Optional.ofNullable(baseline(id).pending()).map(Pending::hash).orElse("");
        return new BaselineDesk(run.desk).accept(Baselines.shortId(id), hash, person, "it is wanted");
    }

    private void excluded(ResourceId id, String... users) {
        run.graph(
                "PATCH", id, changed("/conditions/users", "excludeUsers", "[\"" + String.join("\",\"", users) + "\"]"));
        run.settle();
    }

    /** A patch of the conditions, whole as Graph wants them, with one member changed. */
    private String changed(String owner, String member, String value) {
        JsonNode policy = run.live(MANAGEMENT).deepCopy();
        ((com.fasterxml.jackson.databind.node.ObjectNode) policy.at(owner)).set(member, run.json(value));
        return "{\"conditions\":" + policy.path("conditions") + ",\"grantControls\":" + policy.path("grantControls")
                + "}";
    }

    @Test
    void acceptsWhatItSeesForTheFirstTime() {
        Baseline known = baseline(MANAGEMENT);
        assertThat(known.name()).isEqualTo("Require MFA for Azure management");
        assertThat(Objects.requireNonNull(known.accepted()).by()).isEqualTo("driftwarden");
        assertThat(known.accepted().reason()).contains("first time");
        assertThat(known.pending()).isNull();
        assertThat(run.finding(MANAGEMENT, MFA_DRIFT)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"state":"disabled"}                                                             | no longer enforced
            {"state":"enabledForReportingButNotEnforced"}                                    | no longer enforced
            {"grantControls":null}                                                           | MFA is no longer required
            {"grantControls":{"operator":"OR","builtInControls":["mfa","compliantDevice"]}}  | MFA is no longer required
            """)
    void findsAWeakeningByItsAuditRecordAndPutsItBackOnApproval(String patch, String words) {
        assertThat(run.graph("PATCH", MANAGEMENT, patch)).isEqualTo(204);
        run.settle();
        Finding found = finding(MANAGEMENT);
        assertThat(found.state()).isEqualTo(FindingState.AWAITING_APPROVAL);
        assertThat(found.message()).contains(words);
        assertThat(Objects.requireNonNull(found.cause()).actor().objectId()).isEqualTo(ADA);
        assertThat(found.cause().correlationId()).isNotNull();
        assertThat(pending(MANAGEMENT).weaker()).isTrue();
        assertThat(pending(MANAGEMENT).who()).contains("ada");
        assertThat(plan(found).words()).isNotEmpty();
        approve(found);
        assertThat(finding(MANAGEMENT).state()).isEqualTo(FindingState.FIXED);
        assertThat(run.live(MANAGEMENT).path("state").asText()).isEqualTo("enabled");
        assertThat(run.live(MANAGEMENT).at("/grantControls/builtInControls")).isEqualTo(run.json("[\"mfa\"]"));
        assertThat(baseline(MANAGEMENT).pending()).isNull();
    }

    @Test
    void undoesWhatItPutBack() {
        run.graph("PATCH", MANAGEMENT, "{\"state\":\"disabled\"}");
        run.settle();
        approve(finding(MANAGEMENT));
        assertThat(run.undo().undo(finding(MANAGEMENT).id(), BotRun.OLIVIA, "a migration", Duration.ofDays(1)))
                .isInstanceOf(Answer.Done.class);
        run.settle();
        assertThat(run.live(MANAGEMENT).path("state").asText()).isEqualTo("disabled");
    }

    @Test
    void namesWhoeverIsLeftOutNow() {
        excluded(MANAGEMENT, EMERGENCY, STRANGER);
        assertThat(finding(MANAGEMENT).message()).contains("conditions.users.excludeUsers: now excludes " + STRANGER);
        assertThat(plan(finding(MANAGEMENT)).words())
                .anySatisfy(words -> assertThat(words).contains("loses " + STRANGER));
    }

    @Test
    void leavingOutAnEmergencyAccountIsNoWeakeningAndIsKept() {
        String third = "11111111-0000-0000-0000-000000000009";
        run.policy(APPROVE + "entra: { break-glass: [" + EMERGENCY + ", " + third + "] }");
        excluded(MANAGEMENT, EMERGENCY, "11111111-0000-0000-0000-000000000007", third);
        assertThat(run.finding(MANAGEMENT, MFA_DRIFT)).isEmpty();
        run.graph("PATCH", MANAGEMENT, "{\"state\":\"disabled\"}");
        run.settle();
        approve(finding(MANAGEMENT));
        assertThat(run.live(MANAGEMENT).at("/conditions/users/excludeUsers").toString())
                .contains(third);
        assertThat(finding(MANAGEMENT).state()).isEqualTo(FindingState.FIXED);
    }

    @Test
    void aHarmlessChangeBecomesTheAcceptedStateQuietly() {
        run.graph("PATCH", MANAGEMENT, "{\"displayName\":\"Require MFA for everybody\"}");
        run.settle();
        assertThat(baseline(MANAGEMENT).name()).isEqualTo("Require MFA for everybody");
        assertThat(Objects.requireNonNull(baseline(MANAGEMENT).accepted()).reason())
                .contains("protects no less");
        assertThat(baseline(MANAGEMENT).pending()).isNull();
    }

    @Test
    void aHarmlessChangeWaitsForAPersonWhenThePolicySaysSo() {
        run.policy(APPROVE + "entra: { accept: by-person }");
        run.graph("PATCH", MANAGEMENT, "{\"displayName\":\"Require MFA for everybody\"}");
        run.settle();
        assertThat(pending(MANAGEMENT).kind()).isEqualTo(Kind.CHANGED);
        assertThat(run.finding(MANAGEMENT, MFA_DRIFT)).isEmpty();
        assertThat(accept(MANAGEMENT, BotRun.OLIVIA)).isInstanceOf(Answer.Done.class);
        assertThat(baseline(MANAGEMENT).pending()).isNull();
        assertThat(Objects.requireNonNull(baseline(MANAGEMENT).accepted()).by()).contains("Olivia");
    }

    @Test
    void aMemberThatNobodyKnowsNeedsAPerson() {
        run.graph("PATCH", MANAGEMENT, "{\"somethingNew\":{\"mode\":\"loose\"}}");
        run.settle();
        assertThat(pending(MANAGEMENT).differences()).singleElement().satisfies(one -> {
            assertThat(one.path()).isEqualTo("somethingNew.mode");
            assertThat(one.needsAPerson()).isTrue();
        });
    }

    @Test
    void acceptingAWeakenedStateClosesItsFinding() {
        run.graph("PATCH", MANAGEMENT, "{\"state\":\"disabled\"}");
        run.settle();
        Person ada = new Person(ADA, "Ada Example", Set.of("Driftwarden.Approver"));
        Person vera = new Person("00000000-0000-0000-0000-0000000000b9", "Vera", Set.of("Driftwarden.Viewer"));
        assertThat(accept(MANAGEMENT, ada))
                .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        refused -> assertThat(refused.text()).contains("You made this change"));
        assertThat(accept(MANAGEMENT, vera)).isInstanceOf(Answer.Refused.class);
        assertThat(new BaselineDesk(run.desk)
                        .accept(Baselines.shortId(MANAGEMENT), "another", BotRun.OLIVIA, "why not"))
                .isInstanceOf(Answer.Refused.class);
        assertThat(accept(MANAGEMENT, BotRun.OLIVIA)).isInstanceOf(Answer.Done.class);
        run.settle();
        assertThat(finding(MANAGEMENT).state()).isEqualTo(FindingState.RESOLVED);
        assertThat(accept(MANAGEMENT, BotRun.OLIVIA)).isInstanceOf(Answer.Refused.class);
    }

    @Test
    void refusesToAcceptWhatIsNoLongerThere() {
        run.graph("PATCH", MANAGEMENT, "{\"state\":\"disabled\"}");
        run.settle();
        run.graph("PATCH", MANAGEMENT, "{\"grantControls\":null}");
        assertThat(accept(MANAGEMENT, BotRun.OLIVIA)).isInstanceOf(Answer.Refused.class);
        assertThat(baseline(MANAGEMENT).pending()).isNotNull();
    }

    @Test
    void bringsADeletedPolicyBackWithoutEffectAndThenAsksToEnforceIt() {
        run.graph("DELETE", MANAGEMENT, "");
        run.settle();
        assertThat(pending(MANAGEMENT).kind()).isEqualTo(Kind.DELETED);
        assertThat(finding(MANAGEMENT).message()).contains("no longer exists");
        assertThat(finding(MANAGEMENT).resourceName()).isEqualTo("Require MFA for Azure management");
        approve(finding(MANAGEMENT));
        assertThat(finding(MANAGEMENT).state()).isEqualTo(FindingState.FIXED);
        ResourceId again = Objects.requireNonNull(baseline(MANAGEMENT).replacedBy());
        assertThat(run.live(again).path("state").asText()).isEqualTo("enabledForReportingButNotEnforced");
        Finding next = finding(again);
        assertThat(next.state()).isEqualTo(FindingState.AWAITING_APPROVAL);
        approve(next);
        assertThat(finding(again).state()).isEqualTo(FindingState.FIXED);
        assertThat(run.live(again).path("state").asText()).isEqualTo("enabled");
        assertThat(run.live(again).at("/conditions/users/excludeUsers").toString())
                .contains(EMERGENCY);
        run.clock.advance(Duration.ofHours(1));
        run.settle();
        assertThat(finding(MANAGEMENT).state()).isEqualTo(FindingState.FIXED);
    }

    @Test
    void putsItBackAsReportOnlyFirstWhenThePolicySaysSo() {
        run.policy(APPROVE + "entra: { restore: report-only }");
        run.graph("PATCH", MANAGEMENT, "{\"state\":\"disabled\",\"grantControls\":null}");
        run.settle();
        approve(finding(MANAGEMENT));
        assertThat(run.live(MANAGEMENT).path("state").asText()).isEqualTo("enabledForReportingButNotEnforced");
        assertThat(run.live(MANAGEMENT).at("/grantControls/builtInControls/0").asText())
                .isEqualTo("mfa");
        assertThat(run.story(MANAGEMENT, MFA_DRIFT)).contains("step-done");
        assertThat(finding(MANAGEMENT).state()).isEqualTo(FindingState.AWAITING_APPROVAL);
        approve(finding(MANAGEMENT));
        assertThat(run.live(MANAGEMENT).path("state").asText()).isEqualTo("enabled");
        assertThat(finding(MANAGEMENT).state()).isEqualTo(FindingState.FIXED);
    }

    private Answer choose(Plan plan, Restore restore, Person person) {
        return new RestoreDesk(run.desk).choose(plan.id(), plan.hash(), restore, person);
    }

    @Test
    void anApproverHasItPutBackAsReportOnlyFirst() {
        run.graph("PATCH", MANAGEMENT, "{\"state\":\"disabled\",\"grantControls\":null}");
        run.settle();
        Plan shown = plan(finding(MANAGEMENT));
        assertThat(choose(shown, Restore.REPORT_ONLY, new Person(ADA, "Ada Example", Set.of("Driftwarden.Approver"))))
                .isInstanceOf(Answer.Refused.class);
        assertThat(choose(shown, Restore.ENFORCED, BotRun.OLIVIA)).isInstanceOf(Answer.Refused.class);
        assertThat(choose(shown, Restore.REPORT_ONLY, BotRun.OLIVIA)).isInstanceOf(Answer.Done.class);
        assertThat(choose(shown, Restore.REPORT_ONLY, BotRun.OLIVIA))
                .as("a second click changes nothing")
                .isInstanceOf(Answer.Done.class);

        Plan chosen = plan(finding(MANAGEMENT));
        assertThat(chosen.hash()).isNotEqualTo(shown.hash());
        assertThat(chosen.words()).anyMatch(words -> words.startsWith("state: only reports"));
        assertThat(run.approvals().answer(shown.id(), shown.hash(), true, BotRun.OLIVIA, ""))
                .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Answer.Reason.STALE));
        run.look(MANAGEMENT);
        run.settle();
        assertThat(run.live(MANAGEMENT).path("state").asText()).isEqualTo("disabled");
        assertThat(plan(finding(MANAGEMENT)).hash()).isEqualTo(chosen.hash());

        approve(finding(MANAGEMENT));
        assertThat(run.live(MANAGEMENT).path("state").asText()).isEqualTo("enabledForReportingButNotEnforced");
        assertThat(run.live(MANAGEMENT).at("/grantControls/builtInControls/0").asText())
                .isEqualTo("mfa");
        assertThat(finding(MANAGEMENT).state()).isEqualTo(FindingState.AWAITING_APPROVAL);
        approve(finding(MANAGEMENT));
        assertThat(run.live(MANAGEMENT).path("state").asText()).isEqualTo("enabled");
        assertThat(run.live(MANAGEMENT).at("/conditions/users/excludeUsers").toString())
                .contains(EMERGENCY);
        assertThat(finding(MANAGEMENT).state()).isEqualTo(FindingState.FIXED);
    }

    @Test
    void theChoiceCanBeTakenBackAndEndsWithTheRound() {
        run.graph("PATCH", MANAGEMENT, "{\"state\":\"disabled\"}");
        run.settle();
        Plan shown = plan(finding(MANAGEMENT));
        choose(shown, Restore.REPORT_ONLY, BotRun.OLIVIA);
        assertThat(choose(plan(finding(MANAGEMENT)), Restore.ENFORCED, BotRun.OLIVIA))
                .isInstanceOf(Answer.Done.class);
        assertThat(plan(finding(MANAGEMENT)).hash()).isEqualTo(shown.hash());
        choose(shown, Restore.REPORT_ONLY, BotRun.OLIVIA);
        run.graph("PATCH", MANAGEMENT, "{\"state\":\"enabled\"}");
        run.settle();
        assertThat(finding(MANAGEMENT).state()).isEqualTo(FindingState.RESOLVED);
        run.graph("PATCH", MANAGEMENT, "{\"state\":\"disabled\"}");
        run.settle();
        assertThat(finding(MANAGEMENT).chosen()).isEmpty();
        assertThat(plan(finding(MANAGEMENT)).firstStep()).isFalse();
    }

    @Test
    void findsThatABlockWasTakenAway() {
        run.graph("PATCH", LEGACY, "{\"state\":\"disabled\"}");
        run.settle();
        Finding found = run.finding(LEGACY, "entra.ca-policy-drift").orElseThrow();
        assertThat(found.state()).isEqualTo(FindingState.AWAITING_APPROVAL);
        approve(found);
        assertThat(run.live(LEGACY).path("state").asText()).isEqualTo("enabled");
    }

    @ParameterizedTest
    @ValueSource(strings = {"11111111-0000-0000-0000-0000000000ee"})
    void refusesToPutBackWhatLeavesNoEmergencyAccountOut(String account) {
        run.policy(APPROVE + "entra: { break-glass: [" + account + "] }");
        run.graph("PATCH", MANAGEMENT, "{\"state\":\"disabled\"}");
        run.settle();
        assertThat(finding(MANAGEMENT).state()).isEqualTo(FindingState.TICKETED);
        assertThat(finding(MANAGEMENT).planId()).isNull();
    }

    @Test
    void refusesWhenAnotherPolicyClosesTheLastWayIn() {
        run.policy(APPROVE + "entra: { break-glass: [" + EMERGENCY + "] }");
        run.graph("PATCH", MANAGEMENT, "{\"state\":\"disabled\"}");
        run.settle();
        assertThat(finding(MANAGEMENT).state()).isEqualTo(FindingState.AWAITING_APPROVAL);
        Plan plan = plan(finding(MANAGEMENT));
        run.graph("POST", POLICIES, """
                {"displayName":"Block all","state":"enabled","conditions":{"clientAppTypes":["all"],
                "applications":{"includeApplications":["All"]},"users":{"includeUsers":["All"]}},
                "grantControls":{"operator":"OR","builtInControls":["block"]}}""");
        run.approvals().answer(plan.id(), plan.hash(), true, BotRun.OLIVIA, "");
        run.settle();
        assertThat(run.live(MANAGEMENT).path("state").asText()).isEqualTo("disabled");
        assertThat(run.story(MANAGEMENT, MFA_DRIFT)).doesNotContain("written");
    }

    @Test
    void theWatchFindsWhatNoRecordTold() {
        run.graph("PATCH", MANAGEMENT, "{\"state\":\"disabled\"}");
        run.audits.clear();
        run.clock.advance(Duration.ofMinutes(5));
        run.watchDirectory();
        run.settle();
        assertThat(finding(MANAGEMENT).state()).isEqualTo(FindingState.AWAITING_APPROVAL);
        assertThat(Objects.requireNonNull(finding(MANAGEMENT).cause()).actor().objectId())
                .isEqualTo(ADA);
    }

    @Test
    void theWatchSeesThatAPolicyIsGone() {
        run.graph("DELETE", MANAGEMENT, "");
        run.audits.clear();
        run.watchDirectory();
        run.settle();
        assertThat(pending(MANAGEMENT).kind()).isEqualTo(Kind.DELETED);
        assertThat(finding(MANAGEMENT).state()).isEqualTo(FindingState.AWAITING_APPROVAL);
    }

    @Test
    void theWatchCostsFiveReadsWhenNothingChanged() {
        long before = run.practice.calls().total();
        run.watchDirectory();
        assertThat(run.practice.calls().total() - before).isEqualTo(5);
        assertThat(run.pump(dev.driftwarden.engine.Jobs.EVALUATE)).isZero();
    }
}
