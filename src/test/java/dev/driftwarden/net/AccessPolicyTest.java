package dev.driftwarden.net;

import static dev.driftwarden.net.Shapes.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessPolicyTest {
    private static final String BREAK_GLASS = "b1b1b1b1-0000-0000-0000-000000000001";
    private static final String STRENGTH = "'authenticationStrength':null";
    private static final String POLICY = "{'id':'/graph/identity/conditionalAccess/policies/p','properties':{"
            + "'displayName':'Require MFA','state':'enabled','conditions':{"
            + "'userRiskLevels':[],'signInRiskLevels':[],'clientAppTypes':['all'],'platforms':null,'locations':null,"
            + "'devices':null,'clientApplications':null,'authenticationFlows':null,"
            + "'applications':{'includeApplications':['All'],'excludeApplications':[],'includeUserActions':[],"
            + "'applicationFilter':null},"
            + "'users':{'includeUsers':['All'],'excludeUsers':['" + BREAK_GLASS + "'],'includeGroups':[],"
            + "'excludeGroups':[],'includeRoles':[],'excludeRoles':[]}},"
            + "'grantControls':{'operator':'OR','builtInControls':['mfa'],'customAuthenticationFactors':[],"
            + "'termsOfUse':[]," + STRENGTH + "},"
            + "'sessionControls':{'signInFrequency':{'value':4,'type':'hours','isEnabled':true,"
            + "'frequencyInterval':'timeBased','authenticationType':'primaryAndSecondaryAuthentication'},"
            + "'persistentBrowser':null}}}";

    private static JsonNode with(String from, String to) {
        assertThat(POLICY).contains(from);
        return json(POLICY.replace(from, to));
    }

    private static JsonNode grant(String operator, String builtIn, String strength) {
        return json(POLICY.replace(
                        "'operator':'OR','builtInControls':['mfa']",
                        "'operator':" + operator + ",'builtInControls':[" + builtIn + "]")
                .replace(STRENGTH, "'authenticationStrength':" + strength));
    }

    private static AccessPolicy read(JsonNode policy) {
        return AccessPolicy.read(policy);
    }

    private static String strength(String... combinations) {
        return "{'id':'c0ffee','allowedCombinations':['" + String.join("','", combinations) + "']}";
    }

    static Stream<Arguments> grants() {
        return Stream.of(
                Arguments.of("'OR'", "'mfa'", "null", true),
                Arguments.of("null", "'MFA'", "null", true),
                Arguments.of("'AND'", "'mfa','compliantDevice'", "null", true),
                Arguments.of("'OR'", "'mfa','compliantDevice'", "null", false),
                Arguments.of("'OR'", "'mfa','domainJoinedDevice'", "null", false),
                Arguments.of("'OR'", "'compliantDevice'", "null", false),
                Arguments.of("'OR'", "'block'", "null", false),
                Arguments.of("'OR'", "", "null", false),
                Arguments.of("'OR'", "", "{'id':'00000000-0000-0000-0000-000000000004'}", true),
                Arguments.of("'OR'", "", strength("fido2", "password,sms"), true),
                Arguments.of("'OR'", "", strength("fido2", "password"), false),
                Arguments.of("'OR'", "'mfa'", strength("fido2"), true),
                Arguments.of("'OR'", "'mfa'", strength("sms"), false),
                Arguments.of("'AND'", "'mfa'", strength("sms"), true));
    }

    @ParameterizedTest
    @MethodSource("grants")
    void tellsWhetherAGrantRequiresMfa(String operator, String builtIn, String strength, boolean required) {
        assertThat(read(grant(operator, builtIn, strength)).requiresMfa()).isEqualTo(required);
    }

    @Test
    void noGrantControlsRequireNothing() {
        JsonNode policy = json("{'state':'enabled','conditions':{},'grantControls':null,'sessionControls':{}}");
        assertThat(read(policy).requiresMfa()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'state':'enabled'|'state':'sometimes'",
                "'state':'enabled'|'state':true",
                "['mfa']|['magic']",
                "['mfa']|'mfa'",
                "['mfa']|['mfa','compliantDevice'],'operator':'XOR'",
                "'authenticationStrength':null|'authenticationStrength':'strong'"
            })
    void refusesPoliciesItCannotTell(String change) {
        String[] parts = change.split("\\|");
        JsonNode policy = with(parts[0], parts[1]);
        assertThatThrownBy(() -> read(policy)).isInstanceOf(UndecidableException.class);
    }

    @Test
    void aStrengthWhoseMethodsWereNotReadIsUndecidable() {
        AccessPolicy unread = read(grant("'OR'", "", "{'id':'c0ffee'}"));
        AccessPolicy unknown = read(grant("'OR'", "", strength("telepathy")));
        assertThatThrownBy(unread::requiresMfa).isInstanceOf(UndecidableException.class);
        assertThatThrownBy(unknown::requiresMfa).isInstanceOf(UndecidableException.class);
    }

    @Test
    void protectsEveryoneOnlyWhenInForceForAll() {
        Set<String> breakGlass = Set.of(BREAK_GLASS.toUpperCase(Locale.ROOT));
        assertThat(read(json(POLICY)).protectsEveryone(breakGlass)).isTrue();
        assertThat(read(json(POLICY)).protectsEveryone(Set.of())).isFalse();
        assertThat(read(with("'enabled'", "'enabledForReportingButNotEnforced'"))
                        .protectsEveryone(breakGlass))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "'includeUsers':['All'];'includeUsers':['None']",
                "'excludeGroups':[];'excludeGroups':['g']",
                "'excludeRoles':[];'excludeRoles':['r']",
                "'excludeRoles':[];'excludeGuestsOrExternalUsers':{'guestOrExternalUserTypes':'internalGuest'}",
                "'includeApplications':['All'];'includeApplications':['Office365']",
                "'excludeApplications':[];'excludeApplications':['a']",
                "'applicationFilter':null;'applicationFilter':{'mode':'exclude','rule':'x'}",
                "'platforms':null;'platforms':{'includePlatforms':['iOS']}",
                "'platforms':null;'platforms':{'includePlatforms':['all'],'excludePlatforms':['linux']}",
                "'locations':null;'locations':{'includeLocations':['All'],'excludeLocations':['AllTrusted']}",
                "'clientAppTypes':['all'];'clientAppTypes':['browser']",
                "'signInRiskLevels':[];'signInRiskLevels':['high']",
                "'devices':null;'devices':{'deviceFilter':{'mode':'exclude','rule':'x'}}",
                "'authenticationFlows':null;'authenticationFlows':{'transferMethods':'deviceCodeFlow'}"
            })
    void whatNarrowsAPolicyLeavesSomebodyOutAndIsAWeakening(String from, String to) {
        JsonNode narrowed = with(from, to);
        assertThat(read(narrowed).coversAllUsersAndApps(Set.of(BREAK_GLASS))).isFalse();
        assertThat(AccessPolicy.weakenings(json(POLICY), narrowed)).isNotEmpty();
        assertThat(AccessPolicy.weakenings(narrowed, json(POLICY))).isEmpty();
    }

    static Stream<Arguments> weakenings() {
        return Stream.of(
                Arguments.of("'state':'enabled'", "'state':'enabledForReportingButNotEnforced'", "state"),
                Arguments.of("'state':'enabled'", "'state':'disabled'", "state"),
                Arguments.of("'excludeGroups':[]", "'excludeGroups':['g']", "conditions.users.excludeGroups"),
                Arguments.of("'builtInControls':['mfa']", "'builtInControls':[]", "grantControls"),
                Arguments.of(
                        "'builtInControls':['mfa']", "'builtInControls':['mfa','compliantDevice']", "grantControls"),
                Arguments.of(
                        "'signInFrequency':{'value':4",
                        "'signInFrequency':{'value':40",
                        "sessionControls.signInFrequency"),
                Arguments.of("'isEnabled':true", "'isEnabled':false", "sessionControls.signInFrequency"));
    }

    @ParameterizedTest
    @MethodSource("weakenings")
    void namesWhereAPolicyGotWeaker(String from, String to, String path) {
        assertThat(AccessPolicy.weakenings(json(POLICY), with(from, to)))
                .extracting(Weakening::path)
                .contains(path);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "['mfa'];['MFA']",
                "'state':'enabled';'state':'Enabled'",
                "'excludeGroups':[];'excludeGroups':null",
                "['mfa'];['block']",
                "'operator':'OR','builtInControls':['mfa'];'operator':'AND','builtInControls':['compliantDevice','mfa']",
                "'excludeUsers':['b1b1b1b1-0000-0000-0000-000000000001'];'excludeUsers':[]",
                "'value':4,'type':'hours';'value':1,'type':'hours'",
                "'timeBased';'everyTime'",
                "'includeGroups':[];'includeGroups':['g']"
            })
    void whatIsEqualOrStricterIsNotAWeakening(String from, String to) {
        assertThat(AccessPolicy.weakenings(json(POLICY), with(from, to))).isEmpty();
    }

    @Test
    void replacingMfaByACapableStrengthIsNotWeakerButTheWayBackIs() {
        JsonNode strong = grant("'OR'", "", "{'id':'00000000-0000-0000-0000-000000000002'}");
        assertThat(AccessPolicy.weakenings(json(POLICY), strong)).isEmpty();
        assertThat(AccessPolicy.weakenings(strong, json(POLICY))).isNotEmpty();
        JsonNode resistant = grant("'OR'", "", "{'id':'00000000-0000-0000-0000-000000000004'}");
        assertThat(AccessPolicy.weakenings(strong, resistant)).isEmpty();
        assertThat(AccessPolicy.weakenings(resistant, strong)).isNotEmpty();
        assertThat(AccessPolicy.weakenings(json(POLICY), grant("'OR'", "", strength("password"))))
                .isNotEmpty();
    }

    @Test
    void includingLessIsWeakerAndAllIncludesEverything() {
        JsonNode groups = with("'includeUsers':['All'],", "'includeUsers':['u'],");
        assertThat(AccessPolicy.weakenings(json(POLICY), groups))
                .extracting(Weakening::path)
                .containsExactly("conditions.users.includeUsers");
        assertThat(AccessPolicy.weakenings(groups, json(POLICY))).isEmpty();
    }

    @Test
    void aMissingPolicyIsOneWeakening() {
        assertThat(AccessPolicy.weakenings(json(POLICY), json("{}").path("gone")))
                .hasSize(1);
    }

    @Test
    void nothingIsWeakerThanItself() {
        Random random = new Random(99);
        List<String> words = List.of("All", "None", "a", "B", "mfa");
        for (int round = 0; round < 500; round++) {
            String policy = POLICY;
            for (String field : List.of(
                    "includeUsers",
                    "excludeUsers",
                    "includeGroups",
                    "excludeGroups",
                    "includeApplications",
                    "excludeApplications",
                    "clientAppTypes",
                    "signInRiskLevels")) {
                List<String> chosen = new ArrayList<>(words);
                chosen.removeIf(word -> random.nextBoolean());
                policy = policy.replaceAll(
                        "'" + field + "':\\[[^]]*]",
                        "'" + field + "':" + (chosen.isEmpty() ? "null" : "['" + String.join("','", chosen) + "']"));
            }
            assertThat(AccessPolicy.weakenings(json(policy), json(policy)))
                    .as(policy)
                    .isEmpty();
        }
    }

    private static final String LEGACY =
            POLICY.replace("['all']", "['exchangeActiveSync','other']").replace("['mfa']", "['block']");

    @Test
    void recognisesABlockOfLegacySignIn() {
        Set<String> breakGlass = Set.of(BREAK_GLASS);
        assertThat(read(json(LEGACY)).blocksLegacyAuthentication(breakGlass)).isTrue();
        assertThat(read(json(LEGACY)).blocksLegacyAuthentication(Set.of())).isTrue();
        for (String broken : List.of(
                LEGACY.replace("['exchangeActiveSync','other']", "['all']"),
                LEGACY.replace("['exchangeActiveSync','other']", "['other']"),
                LEGACY.replace("'state':'enabled'", "'state':'disabled'"),
                LEGACY.replace("'excludeGroups':[]", "'excludeGroups':['g']"),
                LEGACY.replace("'platforms':null", "'platforms':{'includePlatforms':['iOS']}"),
                LEGACY.replace("['block']", "['mfa']"))) {
            assertThat(read(json(broken)).blocksLegacyAuthentication(breakGlass))
                    .as(broken)
                    .isFalse();
            assertThat(read(json(broken)).blocksLegacyAuthentication(Set.of()))
                    .as(broken)
                    .isFalse();
        }
        String three = LEGACY.replace("'" + BREAK_GLASS + "'", "'a','b','c'");
        assertThat(read(json(three)).blocksLegacyAuthentication(Set.of())).isFalse();
        String guests = LEGACY.replace("'" + BREAK_GLASS + "'", "'GuestsOrExternalUsers'");
        assertThat(read(json(guests)).blocksLegacyAuthentication(Set.of())).isFalse();
    }

    @Test
    void recognisesABlockOfTheDeviceCodeFlow() {
        String block = POLICY.replace("['mfa']", "['block']")
                .replace("'authenticationFlows':null", "'authenticationFlows':{'transferMethods':'deviceCodeFlow'}");
        assertThat(read(json(block)).blocksDeviceCodeFlow(Set.of(BREAK_GLASS))).isTrue();
        assertThat(read(json(block.replace("['block']", "['mfa']"))).blocksDeviceCodeFlow(Set.of(BREAK_GLASS)))
                .isFalse();
    }

    @Test
    void findsTheBreakGlassAccountAmongTheExclusions() {
        assertThat(read(json(POLICY)).excludesBreakGlass(Set.of(BREAK_GLASS))).isTrue();
        assertThat(read(json(POLICY)).excludesBreakGlass(Set.of("someone-else")))
                .isFalse();
        assertThat(read(json(POLICY)).excludesBreakGlass(Set.of())).isFalse();
    }

    @Test
    void severalPoliciesMayCoverEveryoneTogether() {
        Set<String> breakGlass = Set.of(BREAK_GLASS);
        AccessPolicy most = read(with("'excludeGroups':[]", "'excludeGroups':['G']"));
        AccessPolicy rest = read(json(POLICY.replace("'includeUsers':['All']", "'includeUsers':[]")
                .replace("'includeGroups':[]", "'includeGroups':['g']")));
        assertThat(AccessPolicy.requireMfaOfEveryone(List.of(most), "All", breakGlass))
                .isFalse();
        assertThat(AccessPolicy.requireMfaOfEveryone(List.of(most, rest), "All", breakGlass))
                .isTrue();
        assertThat(AccessPolicy.requireMfaOfEveryone(List.of(), "All", breakGlass))
                .isFalse();
    }

    @Test
    void aPolicyForAllAppsCoversEachOfThem() {
        String management = "797f4846-ba00-4fd7-ba43-dac1f8f63013";
        assertThat(read(json(POLICY)).coversApp(management)).isTrue();
        assertThat(read(with("'includeApplications':['All']", "'includeApplications':['" + management + "']"))
                        .coversApp(management))
                .isTrue();
        assertThat(read(with("'excludeApplications':[]", "'excludeApplications':['" + management + "']"))
                        .coversApp(management))
                .isFalse();
    }
}
