package dev.driftwarden.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.engine.Answer;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.ledger.FindingSummary;
import dev.driftwarden.ledger.Held;
import dev.driftwarden.plan.Plan;
import dev.driftwarden.resource.ResourceId;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each rule about the directory and about roles, judged from live reads: the failing state is put into the practice tenant, its
 * event or audit record is delivered, and the finding is there; where there is a fix, it is approved, written and verified.
 */
class IdentityRulesEndToEndTest {
    private static final String POLICY = """
            defaults: { mode: approve }
            modes: [ { rules: "*", mode: approve } ]
            parameters:
              rbac.federated-credential-untrusted: { issuers: ["https://login.contoso.example"] }
              rbac.lighthouse-unapproved-tenant: { allowedTenants: [99999999-0000-0000-0000-000000000001] }
            """;
    private static final String USER = "11111111-0000-0000-0000-00000000000";

    /**
     * @param writes one or more of {@code METHOD path body}, parted by {@code ;;}; a path of the directory begins with
     *     {@code /graph}; {@code SET} puts an object there without a record, {@code LOOK} has one looked at as the sweep does
     */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            entra.ca-mfa-policy-drift | {ca}/66666666-0000-0000-0000-000000000003 | fixed | LOOK {ca}/66666666-0000-0000-0000-000000000003 {} ;; PATCH {ca}/66666666-0000-0000-0000-000000000003 {"state":"disabled"}
            entra.ca-policy-drift | {ca}/66666666-0000-0000-0000-000000000004 | fixed | LOOK {ca}/66666666-0000-0000-0000-000000000004 {} ;; PATCH {ca}/66666666-0000-0000-0000-000000000004 {"state":"disabled"}
            entra.policy-drift | /graph/policies/authenticationMethodsPolicy | open | LOOK /graph/policies/authenticationMethodsPolicy {} ;; PATCH /graph/policies/authenticationMethodsPolicy {"registrationEnforcement":{"authenticationMethodsRegistrationCampaign":{"state":"disabled"}},"authenticationMethodConfigurations":[{"id":"Sms","state":"enabled"}]}
            entra.security-defaults-off-no-ca | /graph/policies/identitySecurityDefaultsEnforcementPolicy | fixed | DELETE {ca}/66666666-0000-0000-0000-000000000001 {} ;; DELETE {ca}/66666666-0000-0000-0000-000000000003 {} ;; DELETE {ca}/66666666-0000-0000-0000-000000000004 {}
            entra.legacy-auth-not-blocked | /graph/organization/{tenant} | open | DELETE {ca}/66666666-0000-0000-0000-000000000004 {}
            entra.ca-mgmt-plane-mfa-missing | /graph/organization/{tenant} | open | DELETE {ca}/66666666-0000-0000-0000-000000000002 {} ;; DELETE {ca}/66666666-0000-0000-0000-000000000003 {}
            entra.ca-device-code-flow | /graph/organization/{tenant} | open | PATCH {ca}/66666666-0000-0000-0000-000000000005 {"displayName":"Payments"}
            entra.too-many-global-admins | /graph/organization/{tenant} | open | POST /graph/roleManagement/directory/roleAssignments {"principalId":"{user}8","directoryScopeId":"/","roleDefinitionId":"62e90394-69f5-4237-9190-012177145e10"}
            entra.ca-tenant-exclusions | /graph/identity/conditionalAccess/settings | open | PATCH /graph/identity/conditionalAccess/settings {"tenantExclusions":["797f4846-ba00-4fd7-ba43-dac1f8f63013"]}
            entra.trusted-location-too-wide | /graph/identity/conditionalAccess/namedLocations/77777777-0000-0000-0000-000000000002 | fixed | PATCH /graph/identity/conditionalAccess/namedLocations/77777777-0000-0000-0000-000000000002 {"displayName":"Partners"}
            entra.guest-permissions | /graph/policies/authorizationPolicy | fixed | PATCH /graph/policies/authorizationPolicy {"guestUserRoleId":"a0b1b346-4d3e-4e8b-98f8-753987be4970"}
            entra.guest-invites | /graph/policies/authorizationPolicy | fixed | PATCH /graph/policies/authorizationPolicy {"allowInvitesFrom":"everyone"}
            entra.user-consent | /graph/policies/authorizationPolicy | fixed | PATCH /graph/policies/authorizationPolicy {"description":"changed"}
            entra.default-user-permissions | /graph/policies/authorizationPolicy | fixed | PATCH /graph/policies/authorizationPolicy {"description":"changed"}
            entra.app-credential-hygiene | /graph/applications/11111111-0000-0000-0000-000000000501 | fixed | PATCH /graph/applications/11111111-0000-0000-0000-000000000501 {"displayName":"sp-terraform-2"}
            entra.mfa-not-registered | /graph/reports/authenticationMethods/userRegistrationDetails/{user}8 | open | SET /graph/reports/authenticationMethods/userRegistrationDetails/{user}8 {"id":"{user}8","userPrincipalName":"nora.newman@contoso.example","isAdmin":false,"isMfaRegistered":false,"methodsRegistered":[]} ;; PATCH /graph/users/{user}8 {"displayName":"Nora"}
            entra.inactive-account | /graph/users/{user}9 | fixed | PATCH /graph/users/{user}9 {"displayName":"Erik"}
            entra.inactive-guest | /graph/users/{user}4 | fixed | PATCH /graph/users/{user}4 {"displayName":"Gus"}
            entra.sp-privileged-graph-permission | /graph/servicePrincipals/11111111-0000-0000-0000-000000000103/appRoleAssignments/* | fixed | POST /graph/servicePrincipals/11111111-0000-0000-0000-000000000103/appRoleAssignments {"principalId":"11111111-0000-0000-0000-000000000103","resourceId":"11111111-0000-0000-0000-000000000150","appRoleId":"06b708a9-e830-4db3-a914-8e69da51d44f"}
            entra.inactive-application | /graph/servicePrincipals/11111111-0000-0000-0000-000000000101 | open | SET /graph/servicePrincipals/11111111-0000-0000-0000-000000000101/appRoleAssignments/x1 {"id":"x1","principalId":"11111111-0000-0000-0000-000000000101","resourceId":"11111111-0000-0000-0000-000000000104","appRoleId":"00000000-0000-0000-0000-0000000000aa"} ;; PATCH /graph/servicePrincipals/11111111-0000-0000-0000-000000000101 {"displayName":"sp"}
            rbac.privileged-broad-scope | {sub}/{ra}/33333333-0000-0000-0000-0000000000f1 | fixed | PUT {sub}/{ra}/33333333-0000-0000-0000-0000000000f1 {"properties":{"roleDefinitionId":"{sub}/{rd}/8e3af657-a8ff-443c-a75c-2fe8c4bcb635","principalId":"{user}8","principalType":"User"}}
            rbac.guest-privileged | {sub}/{ra}/33333333-0000-0000-0000-0000000000f2 | fixed | PUT {sub}/{ra}/33333333-0000-0000-0000-0000000000f2 {"properties":{"roleDefinitionId":"{sub}/{rd}/b24988ac-6180-42a0-ab88-20f7382dd24c","principalId":"{user}4","principalType":"User"}}
            rbac.disabled-user-assignment | {sub}/{ra}/33333333-0000-0000-0000-0000000000f3 | fixed | PUT {sub}/{ra}/33333333-0000-0000-0000-0000000000f3 {"properties":{"roleDefinitionId":"{sub}/{rd}/b24988ac-6180-42a0-ab88-20f7382dd24c","principalId":"{user}5","principalType":"User"}}
            rbac.standing-not-pim | {sub}/providers/Microsoft.Authorization/roleAssignmentScheduleInstances/44444444-0000-0000-0000-0000000000f4 | open | SET {sub}/providers/Microsoft.Authorization/roleAssignmentScheduleInstances/44444444-0000-0000-0000-0000000000f4 {"properties":{"scope":"{sub}","roleDefinitionId":"{sub}/{rd}/8e3af657-a8ff-443c-a75c-2fe8c4bcb635","principalId":"{user}8","principalType":"User","assignmentType":"Assigned","memberType":"Direct","endDateTime":null,"startDateTime":"2026-09-01T00:00:00Z"}} ;; PUT {sub}/{ra}/33333333-0000-0000-0000-0000000000f4 {"properties":{"roleDefinitionId":"{sub}/{rd}/8e3af657-a8ff-443c-a75c-2fe8c4bcb635","principalId":"{user}8","principalType":"User"}}
            rbac.workload-broad-contributor | {sub}/{ra}/33333333-0000-0000-0000-0000000000f5 | open | PUT {sub}/{ra}/33333333-0000-0000-0000-0000000000f5 {"properties":{"roleDefinitionId":"{sub}/{rd}/b24988ac-6180-42a0-ab88-20f7382dd24c","principalId":"11111111-0000-0000-0000-000000000103","principalType":"ServicePrincipal"}}
            rbac.too-many-owners | {sub} | open | PUT {sub}/{ra}/33333333-0000-0000-0000-0000000000f6 {"properties":{"roleDefinitionId":"{sub}/{rd}/8e3af657-a8ff-443c-a75c-2fe8c4bcb635","principalId":"{user}8","principalType":"User"}}
            rbac.orphaned-assignment | {sub}/{ra}/33333333-0000-0000-0000-0000000000f7 | fixed | SET {sub}/{ra}/33333333-0000-0000-0000-0000000000f7 {"properties":{"roleDefinitionId":"{sub}/{rd}/acdd72a7-3385-48ef-bd42-f606fba81ae7","scope":"{sub}","principalId":"11111111-0000-0000-0000-00000000dead","principalType":"User","createdOn":"2026-01-01T00:00:00Z","updatedOn":"2026-01-01T00:00:00Z"}} ;; LOOK {sub}/{ra}/33333333-0000-0000-0000-0000000000f7 {}
            rbac.review-overdue | {sub}/{ra}/33333333-0000-0000-0000-0000000000f8 | open | SET {sub}/{ra}/33333333-0000-0000-0000-0000000000f8 {"properties":{"roleDefinitionId":"{sub}/{rd}/8e3af657-a8ff-443c-a75c-2fe8c4bcb635","scope":"{sub}","principalId":"{user}8","principalType":"User","createdOn":"2025-01-01T00:00:00Z","updatedOn":"2025-01-01T00:00:00Z"}} ;; LOOK {sub}/{ra}/33333333-0000-0000-0000-0000000000f8 {}
            rbac.root-scope-elevation | /{ra}/33333333-0000-0000-0000-0000000000f9 | open | SET /{ra}/33333333-0000-0000-0000-0000000000f9 {"properties":{"roleDefinitionId":"/{rd}/18d7d88d-d35e-4fb5-a5c3-7773c20a72d9","scope":"/","principalId":"{user}8","principalType":"User","createdOn":"2026-01-01T00:00:00Z","updatedOn":"2026-01-01T00:00:00Z"}} ;; LOOK /{ra}/33333333-0000-0000-0000-0000000000f9 {}
            rbac.custom-role-wildcard | {sub}/{rd}/22222222-0000-0000-0000-0000000000f1 | fixed | PUT {sub}/{rd}/22222222-0000-0000-0000-0000000000f1 {"properties":{"roleName":"Everything","type":"CustomRole","assignableScopes":["{sub}"],"permissions":[{"actions":["*"],"notActions":[]}]}}
            rbac.lighthouse-unapproved-tenant | {sub}/providers/Microsoft.ManagedServices/registrationAssignments/33333333-0000-0000-0000-0000000000fa | fixed | PUT {sub}/providers/Microsoft.ManagedServices/registrationDefinitions/33333333-0000-0000-0000-0000000000fb {"properties":{"registrationDefinitionName":"Support","managedByTenantId":"99999999-0000-0000-0000-000000000002","authorizations":[{"principalId":"{user}8","principalIdDisplayName":"Support","roleDefinitionId":"acdd72a7-3385-48ef-bd42-f606fba81ae7"}]}} ;; PUT {sub}/providers/Microsoft.ManagedServices/registrationAssignments/33333333-0000-0000-0000-0000000000fa {"properties":{"registrationDefinitionId":"{sub}/providers/Microsoft.ManagedServices/registrationDefinitions/33333333-0000-0000-0000-0000000000fb"}}
            rbac.federated-credential-untrusted | {sub}/resourceGroups/rg-operations/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-contoso-ci/federatedIdentityCredentials/forge | fixed | PUT {sub}/resourceGroups/rg-operations/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-contoso-ci/federatedIdentityCredentials/forge {"properties":{"issuer":"https://token.forge.example","subject":"repo:fabrikam/tools","audiences":["api://AzureADTokenExchange"]}}
            rbac.custom-role-grant-rights | {sub}/{rd}/22222222-0000-0000-0000-0000000000f2 | open | PUT {sub}/{rd}/22222222-0000-0000-0000-0000000000f2 {"properties":{"roleName":"Giver","type":"CustomRole","assignableScopes":["{sub}"],"permissions":[{"actions":["Microsoft.Authorization/roleAssignments/write"],"notActions":[]}]}}
            """)
    void findsAndFixes(String rule, String subject, String end, String writes) {
        try (BotRun run = new BotRun().policy(POLICY)) {
            for (String write : writes.split(";;")) {
                String[] parts = filled(write.strip()).split(" ", 3);
                write(run, parts[0], ResourceId.parse(parts[1]), parts[2]);
                run.settle();
            }
            ResourceId resource = resource(run, rule, filled(subject));
            Finding found = run.finding(resource, rule).orElseThrow(() -> new AssertionError("no finding of " + rule));
            assertThat(found.state()).as(found.message()).isNotEqualTo(FindingState.UNKNOWN);
            assertThat(found.state().isOpen()).as(found.message()).isTrue();
            if (end.equals("fixed")) {
                approve(run, found);
                Finding after = run.finding(resource, rule).orElseThrow();
                assertThat(after.state())
                        .as(String.valueOf(run.story(resource, rule)))
                        .isEqualTo(FindingState.FIXED);
            }
        }
    }

    /** With {@code *} for a name that the practice tenant chose, the resource of the rule's only finding there. */
    private static ResourceId resource(BotRun run, String rule, String subject) {
        if (!subject.endsWith("/*")) {
            return ResourceId.parse(subject);
        }
        ResourceId parent = ResourceId.parse(subject.substring(0, subject.length() - 2));
        List<ResourceId> found = run.desk.book().list(true, null, 500).items().stream()
                .filter(one -> one.rule().equals(rule) && one.resource().isWithin(parent))
                .map(FindingSummary::resource)
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static void write(BotRun run, String method, ResourceId id, String body) {
        switch (method) {
            case "LOOK" -> run.look(id);
            case "SET" -> set(run, id, (ObjectNode) run.json(body));
            default -> {
                int status = id.isGraph() ? run.graph(method, id, body) : run.send(method, id, "2022-04-01", body);
                assertThat(status).as(method + " " + id).isBetween(200, 299);
            }
        }
    }

    private static void set(BotRun run, ResourceId id, ObjectNode body) {
        if (id.isGraph()) {
            run.practice.putDirectoryObject(id.path().substring("/graph".length()), body);
        } else {
            run.practice.put(body.put("id", id.path())
                    .put("name", id.name())
                    .put("type", id.type().name()));
        }
    }

    private static String filled(String text) {
        return text.replace("{ca}", "/graph/identity/conditionalAccess/policies")
                .replace("{tenant}", "00000000-0000-0000-0000-0000000000ff")
                .replace("{user}", USER)
                .replace("{sub}", BotRun.PRODUCTION)
                .replace("{ra}", "providers/Microsoft.Authorization/roleAssignments")
                .replace("{rd}", "providers/Microsoft.Authorization/roleDefinitions");
    }

    private static void approve(BotRun run, Finding finding) {
        Plan plan = run.desk
                .book()
                .plan(String.valueOf(finding.planId()))
                .map(Held::value)
                .orElseThrow(() -> new AssertionError("no plan: " + finding.notes()));
        assertThat(run.approvals().answer(plan.id(), plan.hash(), true, BotRun.OLIVIA, ""))
                .isInstanceOf(Answer.Done.class);
        run.settle();
    }
}
