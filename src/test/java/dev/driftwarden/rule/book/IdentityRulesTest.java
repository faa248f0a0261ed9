package dev.driftwarden.rule.book;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwarden.plan.Fix;
import dev.driftwarden.plan.Operation.Method;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.Judgement;
import dev.driftwarden.rule.Severity;
import dev.driftwarden.rule.Verdict;
import dev.driftwarden.world.Unreadable.Kind;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class IdentityRulesTest {
    private static final String SUBSCRIPTION = "/subscriptions/11111111-1111-1111-1111-111111111111";
    private static final String OWNER =
            "/providers/Microsoft.Authorization/roleDefinitions/8E3AF657-a8ff-443c-a75c-2fe8c4bcb635";
    private static final String USER = "aaaaaaaa-0000-0000-0000-000000000001";

    private static String assignment(String scope) {
        return (scope.equals("/") ? "" : scope) + "/providers/Microsoft.Authorization/roleAssignments/"
                + "22222222-2222-2222-2222-222222222222";
    }

    private static String schedules(String scope) {
        return (scope.equals("/") ? "" : scope) + "/providers/Microsoft.Authorization/roleAssignmentScheduleInstances";
    }

    private static RecordedWorld world(String scope, String role, String type) {
        String id = assignment(scope);
        return new RecordedWorld()
                .object(id, """
                        {"id":"%s","name":"22222222-2222-2222-2222-222222222222","properties":{"scope":"%s",
                        "roleDefinitionId":"%s","principalId":"%s"%s,"condition":null,"createdOn":"2026-01-01T00:00:00Z"}}""".formatted(id, scope, role, USER, type))
                .object(
                        "/graph/directoryObjects/" + USER,
                        "{\"properties\":{\"@odata.type\":\"#microsoft.graph.user\",\"userType\":\"Member\"}}")
                .object(
                        "/graph/users/" + USER,
                        "{\"properties\":{\"@odata.type\":\"#microsoft.graph.user\",\"userType\":\"Member\"}}")
                .list(schedules(scope));
    }

    private static Judgement judge(String scope, RecordedWorld world) {
        return ShippedRulesTest.judge("rbac.privileged-broad-scope", assignment(scope), world);
    }

    @Test
    void failsForAnOwnerOfASubscriptionAndUndoesUnderANewName() {
        Judgement judgement = judge(SUBSCRIPTION, world(SUBSCRIPTION, OWNER, ",\"principalType\":\"User\""));
        assertThat(judgement.verdict()).as(judgement.message()).isEqualTo(Verdict.FAIL);
        assertThat(judgement.severity()).isEqualTo(Severity.HIGH);
        Fix fix = Objects.requireNonNull(judgement.fix());
        assertThat(fix.operations().get(0).method()).isEqualTo(Method.DELETE);
        assertThat(fix.operations().get(0).target()).isEqualTo(ResourceId.parse(assignment(SUBSCRIPTION)));
        assertThat(fix.undo().get(0).method()).isEqualTo(Method.PUT);
        assertThat(fix.undo().get(0).target().parent()).contains(ResourceId.parse(SUBSCRIPTION));
        assertThat(fix.undo().get(0).target().name()).isNotEqualTo("22222222-2222-2222-2222-222222222222");
        assertThat(fix.undo().get(0).body())
                .hasToString("{\"properties\":{\"roleDefinitionId\":\"" + OWNER + "\",\"principalId\":\"" + USER
                        + "\",\"principalType\":\"User\"}}");
    }

    @Test
    void asksTheDirectoryWhenTheTypeOfThePrincipalIsMissing() {
        RecordedWorld world = world("/", OWNER, "");
        Judgement judgement = judge("/", world);
        assertThat(judgement.verdict()).as(judgement.message()).isEqualTo(Verdict.FAIL);
        assertThat(judgement.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(judge("/", world.unreadable("/graph/directoryObjects/" + USER, Kind.FORBIDDEN))
                        .verdict())
                .isEqualTo(Verdict.ERROR);
    }

    @Test
    void looksAtWhatACustomRolePermits() {
        String role = SUBSCRIPTION
                + "/providers/Microsoft.Authorization/roleDefinitions/99999999-0000-0000-0000-000000000000";
        RecordedWorld world = world(SUBSCRIPTION, role, ",\"principalType\":\"User\"");
        assertThat(judge(SUBSCRIPTION, world).verdict()).isEqualTo(Verdict.ERROR);
        world.object(role, "{\"properties\":{\"permissions\":[{\"actions\":[\"Microsoft.Authorization/*\"]}]}}");
        assertThat(judge(SUBSCRIPTION, world).verdict()).isEqualTo(Verdict.FAIL);
        world.object(role, "{\"properties\":{\"permissions\":[{\"actions\":[\"*/read\"]}]}}");
        assertThat(judge(SUBSCRIPTION, world).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void skipsAnActivationThroughPrivilegedIdentityManagement() {
        RecordedWorld world = world(SUBSCRIPTION, OWNER, ",\"principalType\":\"User\"")
                .list(schedules(SUBSCRIPTION), """
                        {"properties":{"principalId":"%s","roleDefinitionId":"%s","scope":"%s","assignmentType":"Activated",
                        "endDateTime":"2026-03-01T16:00:00Z"}}""".formatted(USER, OWNER, SUBSCRIPTION));
        Judgement judgement = judge(SUBSCRIPTION, world);
        assertThat(judgement.verdict()).isEqualTo(Verdict.SKIP);
        assertThat(judgement.message()).contains("until 2026-03-01T16:00:00Z");
    }

    @Test
    void anExcuseThatCannotBeReadIsNoExcuseButIsTriedAgainWhenThrottled() {
        RecordedWorld world = world(SUBSCRIPTION, OWNER, ",\"principalType\":\"User\"");
        Judgement forbidden = judge(SUBSCRIPTION, world.unreadable(schedules(SUBSCRIPTION), Kind.FORBIDDEN));
        assertThat(forbidden.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(forbidden.notes()).anyMatch(note -> note.contains("schedules"));
        Judgement throttled = judge(SUBSCRIPTION, world.unreadable(schedules(SUBSCRIPTION), Kind.THROTTLED));
        assertThat(throttled.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(throttled.retryable()).isTrue();
    }

    @Test
    void aHostilePrincipalIdNeverLeadsACallElsewhere() {
        RecordedWorld world = new RecordedWorld().object(assignment(SUBSCRIPTION), """
                        {"properties":{"scope":"%s","roleDefinitionId":"%s","principalId":"x/../../me?y='"}}""".formatted(SUBSCRIPTION, OWNER));
        Judgement judgement = judge(SUBSCRIPTION, world);
        assertThat(judgement.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(world.asked).noneMatch(call -> call.contains("me?y"));
    }

    private static final String POLICY =
            "/graph/identity/conditionalAccess/policies/33333333-3333-3333-3333-333333333333";
    private static final String ENFORCED = """
            {"displayName":"MFA for all","state":"enabled","conditions":{"users":{"includeUsers":["All"],"excludeUsers":[]},
            "applications":{"includeApplications":["All"]},"clientAppTypes":["all"]},
            "grantControls":{"operator":"OR","builtInControls":["mfa"]},"sessionControls":null}""";

    private static String wrapped(String policy) {
        return "{\"id\":\"%s\",\"type\":\"Microsoft.Graph/identity/conditionalAccess/policies\",\"properties\":%s}"
                .formatted(POLICY, policy);
    }

    private static Judgement drift(RecordedWorld world) {
        return ShippedRulesTest.judge("entra.ca-mfa-policy-drift", POLICY, world);
    }

    @Test
    void restoresAPolicyThatWasSetToReportOnly() {
        String weaker = ENFORCED.replace("\"enabled\"", "\"enabledForReportingButNotEnforced\"");
        Judgement judgement =
                drift(new RecordedWorld().object(POLICY, wrapped(weaker)).baseline(POLICY, wrapped(ENFORCED)));
        assertThat(judgement.verdict()).as(judgement.message()).isEqualTo(Verdict.FAIL);
        Fix fix = Objects.requireNonNull(judgement.fix());
        assertThat(fix.operations().get(0).method()).isEqualTo(Method.PATCH);
        assertThat(Objects.requireNonNull(fix.operations().get(0).body())
                        .path("state")
                        .asText())
                .isEqualTo("enabled");
        assertThat(Objects.requireNonNull(fix.undo().get(0).body())
                        .path("state")
                        .asText())
                .isEqualTo("enabledForReportingButNotEnforced");
    }

    @Test
    void judgesAPolicyThatIsGoneAndBringsItBackAsReportOnly() {
        RecordedWorld world = new RecordedWorld().absent(POLICY).baseline(POLICY, ENFORCED);
        Judgement judgement = drift(world);
        assertThat(judgement.verdict()).as(judgement.message()).isEqualTo(Verdict.FAIL);
        assertThat(judgement.message()).contains("MFA for all").contains("no longer exists");
        Fix fix = Objects.requireNonNull(judgement.fix());
        assertThat(fix.operations().get(0).method()).isEqualTo(Method.POST);
        assertThat(fix.operations().get(0).target())
                .isEqualTo(ResourceId.parse("/graph/identity/conditionalAccess/policies"));
        assertThat(Objects.requireNonNull(fix.operations().get(0).body())
                        .path("state")
                        .asText())
                .isEqualTo("enabledForReportingButNotEnforced");
        assertThat(fix.reversible()).isFalse();
        assertThat(fix.undoNote()).contains("deleted by hand");
    }

    @Test
    void skipsAPolicyThatNobodyAccepted() {
        assertThat(drift(new RecordedWorld().object(POLICY, wrapped(ENFORCED))).verdict())
                .isEqualTo(Verdict.SKIP);
        assertThat(drift(new RecordedWorld().object(POLICY, wrapped(ENFORCED)).baseline(POLICY, ENFORCED))
                        .verdict())
                .isEqualTo(Verdict.PASS);
    }

    private static final String DEFAULTS = "/graph/policies/identitySecurityDefaultsEnforcementPolicy";

    private static Judgement defaults(RecordedWorld world) {
        world.object(DEFAULTS, "{\"id\":\"" + DEFAULTS + "\",\"properties\":{\"isEnabled\":false}}");
        return ShippedRulesTest.judge("entra.security-defaults-off-no-ca", DEFAULTS, world);
    }

    @Test
    void securityDefaultsMayBeOffWhenConditionalAccessCoversEverybody() {
        String policies = "/graph/identity/conditionalAccess/policies";
        assertThat(defaults(new RecordedWorld().list(policies, wrapped(ENFORCED)))
                        .verdict())
                .isEqualTo(Verdict.PASS);
        Judgement none = defaults(new RecordedWorld().list(policies));
        assertThat(none.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(Objects.requireNonNull(none.fix()).operations().get(0).body())
                .hasToString("{\"isEnabled\":true}");
        assertThat(Objects.requireNonNull(none.fix()).undo().get(0).body()).hasToString("{\"isEnabled\":false}");
        assertThat(defaults(new RecordedWorld()).verdict()).isEqualTo(Verdict.ERROR);
    }
}
