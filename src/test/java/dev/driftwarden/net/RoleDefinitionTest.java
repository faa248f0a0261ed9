package dev.driftwarden.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoleDefinitionTest {
    private static RoleDefinition role(String... blocks) {
        return RoleDefinition.read(
                Shapes.json("{'properties':{'type':'CustomRole','permissions':[" + String.join(",", blocks) + "]}}"));
    }

    private static String block(String actions, String notActions) {
        return "{'actions':['" + actions.replace(" ", "','") + "'],'notActions':"
                + (notActions.isEmpty() ? "[]" : "['" + notActions.replace(" ", "','") + "']")
                + ",'dataActions':null}";
    }

    private static final String CONTRIBUTOR = block(
            "*",
            "Microsoft.Authorization/*/Delete Microsoft.Authorization/*/Write"
                    + " Microsoft.Authorization/elevateAccess/Action Microsoft.Blueprint/blueprintAssignments/write");

    @ParameterizedTest
    @CsvSource(
            value = {
                "*;'';true",
                "*;*;false",
                "*;*/write */delete */action;false",
                "*;*/write;true",
                "*/write;'';true",
                "*/WRITE;Microsoft.Compute/*;true",
                "*/action;'';true",
                "*/delete;'';true",
                "*/read;'';false",
                "Microsoft.Authorization/*;'';true",
                "microsoft.authorization/*;Microsoft.Authorization/*;false",
                "Microsoft.Authorization/*/write;'';true",
                "Microsoft.Authorization/*/read;'';false",
                "Microsoft.Compute/*;'';false",
                "Microsoft.Authorization/roleAssignments/write;'';false"
            },
            delimiter = ';')
    void findsWildcardsThatSurviveTheirExceptions(String actions, String notActions, boolean wide) {
        assertThat(role(block(actions, notActions)).wildcards()).hasSize(wide ? 1 : 0);
    }

    @Test
    void exceptionsCountInTheirOwnBlockOnly() {
        RoleDefinition role = role(block("*", ""), block("Microsoft.Compute/*", "*"));
        assertThat(role.wildcards())
                .containsExactly(new RoleDefinition.Wildcard("properties.permissions[0].actions[0]", "*"));
        assertThat(role.canDo("Microsoft.Compute/virtualMachines/write")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"*,true", "Microsoft.Storage/*,true", "Microsoft.Storage/storageAccounts/read,false"})
    void findsDataWildcards(String action, boolean wide) {
        assertThat(role("{'dataActions':['" + action + "']}").wildcards()).hasSize(wide ? 1 : 0);
        assertThat(role("{'dataActions':['" + action + "'],'notDataActions':['*']}")
                        .wildcards())
                .isEmpty();
    }

    @Test
    void contributorWritesEverywhereButGrantsNothing() {
        RoleDefinition contributor = role(CONTRIBUTOR);
        assertThat(contributor.writesEverywhere()).isTrue();
        assertThat(contributor.writesWholeProvider()).isTrue();
        assertThat(contributor.canAssignRoles()).isFalse();
        assertThat(contributor.writesAuthorization()).isFalse();
        assertThat(contributor.grantRights()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Microsoft.Compute/*,true",
        "Microsoft.Compute/*/write,true",
        "Microsoft.Compute/*/read,false",
        "Microsoft.Compute/virtualMachines/*,false",
        "*/read,false",
        "*,true"
    })
    void tellsWritesOverAWholeProvider(String action, boolean whole) {
        assertThat(role(block(action, "")).writesWholeProvider()).isEqualTo(whole);
    }

    @Test
    void namesTheRightsToGrantInAnyCasing() {
        assertThat(role(block("MICROSOFT.authorization/roleassignments/*", "")).grantRights())
                .containsExactly("Microsoft.Authorization/roleAssignments/write");
        assertThat(role(block("*", "")).grantRights()).hasSize(6);
    }

    @Test
    void missingListsAreEmptyAndWrongOnesUndecidable() {
        assertThat(role("{}").wildcards()).isEmpty();
        assertThatThrownBy(() -> role("{'actions':'*'}")).isInstanceOf(UndecidableException.class);
        assertThatThrownBy(() -> role("{'actions':[true]}"))
                .hasMessageContaining("properties.permissions[0].actions[0]");
        assertThatThrownBy(() -> role("'*'")).isInstanceOf(UndecidableException.class);
    }

    @Test
    void matchesHostilePatternsQuickly() {
        String stars = "a*".repeat(2000) + "z";
        assertThat(role(block(stars, "")).canDo("a".repeat(2000) + "b" + "c".repeat(2000)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "/,ROOT",
        "/providers/Microsoft.Management/managementGroups/x,MANAGEMENT_GROUP",
        "/PROVIDERS/microsoft.management/MANAGEMENTGROUPS/x/,MANAGEMENT_GROUP",
        "/subscriptions/s,SUBSCRIPTION",
        "subscriptions/s/,SUBSCRIPTION",
        "/subscriptions/s/resourcegroups/g/,RESOURCE_GROUP",
        "/subscriptions/s/resourceGroups/g/providers/Microsoft.Web/sites/a,RESOURCE"
    })
    void tellsTheLevelOfAScope(String scope, RoleScope.Kind kind) {
        assertThat(RoleScope.kind(scope)).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "here", "/subscriptions", "/subscriptions/s/..", "/graph/users/x/y/z"})
    void refusesWhatIsNoScope(String scope) {
        assertThatThrownBy(() -> RoleScope.kind(scope)).isInstanceOf(UndecidableException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/8E3AF657-A8FF",
                "/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff/",
                "8e3af657-a8ff"
            })
    void comparesRolesByTheirGuid(String id) {
        assertThat(RoleScope.roleGuid(id)).isEqualTo("8e3af657-a8ff");
    }
}
