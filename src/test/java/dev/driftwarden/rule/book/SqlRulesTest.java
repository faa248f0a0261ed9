package dev.driftwarden.rule.book;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwarden.plan.Fix;
import dev.driftwarden.plan.Operation;
import dev.driftwarden.plan.Operation.Method;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.GuardResult;
import dev.driftwarden.rule.Judgement;
import dev.driftwarden.rule.Mode;
import dev.driftwarden.rule.Verdict;
import dev.driftwarden.world.Unreadable;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SqlRulesTest {
    private static final String SERVER =
            "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg/providers/Microsoft.Sql/servers/pay";
    private static final String MASTER = SERVER + "/databases/master/providers/Microsoft.Insights/diagnosticSettings";
    private static final String WORKSPACE =
            "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/log";

    private static String range(String name, String start, String end) {
        return "{\"name\":\"%s\",\"properties\":{\"startIpAddress\":\"%s\",\"endIpAddress\":\"%s\"}}"
                .formatted(name, start, end);
    }

    private static RecordedWorld server(String... ranges) {
        return new RecordedWorld()
                .object(SERVER, "{\"id\":\"%s\",\"properties\":{}}".formatted(SERVER))
                .list(SERVER + "/firewallRules", ranges)
                .list(SERVER + "/ipv6FirewallRules")
                .list(SERVER + "/databases", "{\"name\":\"master\",\"properties\":{}}");
    }

    private static Judgement allowAll(RecordedWorld world) {
        return ShippedRulesTest.judge("sql.firewall-allow-all", SERVER, world);
    }

    @Test
    void nobodyIsAskedWhenTheWholeInternetMayReachAServerWithoutDatabases() {
        RecordedWorld world = server(range("all", "0.0.0.0", "255.255.255.255"));
        assertThat(allowAll(world).guards()).isEmpty();
        RecordedWorld used = world.list(SERVER + "/databases", "{\"name\":\"payments\",\"properties\":{}}");
        assertThat(allowAll(used).guards()).extracting(GuardResult::atMost).containsExactly(Mode.APPROVE);
    }

    @Test
    void onlyTheRulesThatMakeUpTheInternetGo() {
        Fix fix = Objects.requireNonNull(allowAll(server(
                        range("all", "0.0.0.1", "255.255.255.254"),
                        range("office", "198.51.0.0", "198.51.255.255"),
                        range("azure", "0.0.0.0", "0.0.0.0")))
                .fix());
        assertThat(fix.operations())
                .extracting(operation -> operation.target().name())
                .containsExactly("all");
    }

    @Test
    void mostOfIpv6IsTheInternetToo() {
        Judgement judgement = allowAll(
                server(range("office", "198.51.100.0", "198.51.100.255")).list(SERVER + "/ipv6FirewallRules", """
                        {"name":"six","properties":{"startIPv6Address":"2000::","endIPv6Address":"3fff:ffff::"}}"""));
        assertThat(judgement.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(Objects.requireNonNull(judgement.fix()).operations())
                .extracting(operation -> operation.target().path())
                .containsExactly(SERVER + "/ipv6FirewallRules/six");
    }

    @Test
    void rulesForIpv6ThatCannotBeReadAreNamedInANote() {
        RecordedWorld world = server(range("azure", "0.0.0.0", "0.0.0.0"))
                .unreadable(SERVER + "/ipv6FirewallRules", Unreadable.Kind.FORBIDDEN);
        assertThat(allowAll(world).verdict()).isEqualTo(Verdict.PASS);
        assertThat(allowAll(world).notes()).anyMatch(note -> note.contains("ipv6FirewallRules"));
        world.unreadable(SERVER + "/ipv6FirewallRules", Unreadable.Kind.THROTTLED);
        assertThat(allowAll(world).verdict()).isEqualTo(Verdict.ERROR);
    }

    @Test
    void aPersonChoosesWhereManySmallRangesAddUp() {
        String[] ranges = new String[520];
        for (int i = 0; i < ranges.length; i++) {
            String network = (20 + i / 256) + "." + i % 256;
            ranges[i] = range("r" + i, network + ".0.1", network + ".255.255");
        }
        Judgement judgement = allowAll(server(ranges));
        assertThat(judgement.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(judgement.fix()).isNull();
        assertThat(judgement.notes()).anyMatch(note -> note.contains("a person has to choose"));
    }

    @Test
    void aHostileRuleNameLeadsNoCallElsewhere() {
        Judgement judgement = allowAll(server(range("../../../x", "0.0.0.0", "255.255.255.255")));
        assertThat(judgement.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(judgement.fix()).isNull();
    }

    @Test
    void auditingGoesToTheConfiguredWorkspaceAndItsUndoTakesTheSettingAway() {
        RuleBook book = RuleBook.shipped(
                ShippedRulesTest.CLOCK,
                Map.of("sql.auditing", Map.of("workspace", RecordedWorld.json("\"" + WORKSPACE + "\""))));
        RecordedWorld world = server().object(
                        SERVER + "/auditingSettings/default", "{\"properties\":{\"state\":\"Disabled\"}}")
                .list(MASTER);
        Judgement judgement = book.judge(book.find("sql.auditing").orElseThrow(), ResourceId.parse(SERVER), world);
        Fix fix = Objects.requireNonNull(judgement.fix());
        assertThat(judgement.guards()).isEmpty();
        assertThat(fix.operations()).hasSize(2);
        assertThat(fix.operations().get(1).target().path()).startsWith(MASTER);
        assertThat(Objects.requireNonNull(fix.operations().get(1).body())
                        .at("/properties/workspaceId")
                        .asText())
                .isEqualTo(WORKSPACE);
        assertThat(fix.undo()).extracting(Operation::method).containsExactly(Method.DELETE, Method.PUT);
        assertThat(Objects.requireNonNull(fix.undo().get(1).body()))
                .hasToString("{\"properties\":{\"state\":\"Disabled\"}}");
    }

    @Test
    void publicAccessIsOnlyTurnedOffByAPersonWhereNoPrivateEndpointLeadsIn() {
        Judgement judgement = ShippedRulesTest.judge("sql.public-network", SERVER, server());
        assertThat(judgement.fix()).isNotNull();
        assertThat(judgement.guards()).extracting(GuardResult::atMost).containsExactly(Mode.TICKET);
    }
}
