package dev.driftwarden.rule.book;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwarden.plan.Fix;
import dev.driftwarden.plan.Operation.Method;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.Judgement;
import dev.driftwarden.rule.Mode;
import dev.driftwarden.rule.Severity;
import dev.driftwarden.rule.Verdict;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkRulesTest {
    private static final String NET =
            "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg/providers/Microsoft.Network";
    private static final String NSG = NET + "/networkSecurityGroups/web";

    private static String rule(String name, int priority, String access, String port, String source) {
        return """
                {"id":"%s/securityRules/%s","name":"%s","etag":"W/1","properties":{"provisioningState":"Succeeded",
                "priority":%d,"direction":"Inbound","access":"%s","protocol":"Tcp","sourcePortRange":"*",
                "destinationPortRange":"%s","destinationPortRanges":[],"sourceAddressPrefix":"%s",
                "sourceAddressPrefixes":[],"destinationAddressPrefix":"*"}}""".formatted(NSG, name, name, priority, access, port, source);
    }

    private static RecordedWorld group(String attached, String... rules) {
        return new RecordedWorld()
                .object(
                        NSG,
                        "{\"id\":\"%s\",\"properties\":{%s\"securityRules\":[%s]}}"
                                .formatted(NSG, attached, String.join(",", rules)));
    }

    private static Judgement judge(RecordedWorld world) {
        return ShippedRulesTest.judge("network.nsg-ssh-open", NSG, world);
    }

    @ParameterizedTest
    @CsvSource({
        "22-22, Internet, FAIL",
        "20-30, 0.0.0.0/0, FAIL",
        "443, *, PASS",
        "22, 10.0.0.0/8, PASS",
        "22, what?, ERROR"
    })
    void judgesByPortAndSource(String port, String source, Verdict expected) {
        Judgement judgement = judge(group("", rule("r", 100, "Allow", port, source)));
        assertThat(judgement.verdict()).as(judgement.message()).isEqualTo(expected);
    }

    @Test
    void anEarlierDenyOfEverythingShadowsTheAllow() {
        RecordedWorld world = group("", rule("deny", 100, "Deny", "*", "*"), rule("ssh", 200, "Allow", "22", "*"));
        assertThat(judge(world).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void removesARuleThatServesOnlySshAndCanBringItBack() {
        Judgement judgement = judge(group("", rule("ssh", 100, "Allow", "22", "*")));
        Fix fix = Objects.requireNonNull(judgement.fix());
        assertThat(judgement.severity()).isEqualTo(Severity.LOW);
        assertThat(judgement.message()).isEqualTo("Rule ssh (priority 100) lets * reach port 22.");
        assertThat(judgement.guards()).allMatch(guard -> guard.atMost() == Mode.AUTO, "nothing to be careful about");
        assertThat(fix.operations().get(0).method()).isEqualTo(Method.DELETE);
        assertThat(fix.operations().get(0).target()).isEqualTo(ResourceId.parse(NSG + "/securityRules/ssh"));
        assertThat(fix.undo().get(0).method()).isEqualTo(Method.PUT);
        assertThat(Objects.requireNonNull(fix.undo().get(0).body())
                        .at("/properties/sourceAddressPrefix")
                        .asText())
                .isEqualTo("*");
        assertThat(Objects.requireNonNull(fix.undo().get(0).body()).has("etag")).isFalse();
        assertThat(fix.reliesOn()).containsExactly("properties.securityRules");
    }

    @Test
    void keepsTheOtherPortsOfARuleAndAsksFirst() {
        Judgement judgement = judge(group("", rule("admin", 100, "Allow", "20-30", "*")));
        Fix fix = Objects.requireNonNull(judgement.fix());
        assertThat(fix.operations().get(0).method()).isEqualTo(Method.PUT);
        assertThat(Objects.requireNonNull(fix.operations().get(0).body())
                        .at("/properties/destinationPortRanges")
                        .toString())
                .isEqualTo("[\"20-21\",\"23-30\"]");
        assertThat(judgement.guards()).extracting(guard -> guard.atMost()).contains(Mode.APPROVE);
    }

    @Test
    void narrowsToTheApprovedRanges() {
        RuleBook book = RuleBook.shipped(
                ShippedRulesTest.CLOCK,
                Map.of("network.nsg-ssh-open", Map.of("approvedRanges", RecordedWorld.json("[\"198.51.100.0/24\"]"))));
        Judgement judgement = book.judge(
                book.find("network.nsg-ssh-open").orElseThrow(),
                ResourceId.parse(NSG),
                group("", rule("ssh", 100, "Allow", "22", "*")));
        Fix fix = Objects.requireNonNull(judgement.fix());
        assertThat(Objects.requireNonNull(fix.operations().get(0).body())
                        .at("/properties/sourceAddressPrefix")
                        .asText())
                .isEqualTo("198.51.100.0/24");
    }

    @Test
    void isCriticalWhenAMachineBehindItHasAPublicAddress() {
        String nic = NET + "/networkInterfaces/nic1";
        String subnet = NET + "/virtualNetworks/v/subnets/s";
        RecordedWorld world = group(
                        "\"subnets\":[{\"id\":\"%s\"}],".formatted(subnet), rule("ssh", 100, "Allow", "22", "*"))
                .object(
                        subnet,
                        "{\"properties\":{\"ipConfigurations\":[{\"id\":\"%s/ipConfigurations/c\"}]}}".formatted(nic))
                .object(
                        nic,
                        "{\"properties\":{\"ipConfigurations\":[{\"properties\":{\"publicIPAddress\":{\"id\":\"/x\"}}}]}}");
        Judgement judgement = judge(world);
        assertThat(judgement.notes()).isEmpty();
        assertThat(judgement.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(judge(world.object(nic, "{\"properties\":{\"ipConfigurations\":[]}}"))
                        .severity())
                .isEqualTo(Severity.HIGH);
    }

    @Test
    void aChildsEventRejudgesTheGroup() {
        RuleBook book = RuleBook.shipped(ShippedRulesTest.CLOCK, Map.of());
        assertThat(book.subjectsOf(
                        ResourceId.parse(NSG + "/securityRules/ssh"),
                        "microsoft.network/NetworkSecurityGroups/securityRules/WRITE"))
                .containsExactly(ResourceId.parse(NSG));
        assertThat(book.subjectsOf(ResourceId.parse(NSG), "Microsoft.Network/networkSecurityGroups/join/action"))
                .isEmpty();
    }

    @Test
    void aSubnetsEventRejudgesItsNetworkWhereSubnetsAreJudgedToo() {
        RuleBook book = RuleBook.shipped(ShippedRulesTest.CLOCK, Map.of());
        String network = NET + "/virtualNetworks/hub";
        assertThat(book.subjectsOf(
                        ResourceId.parse(network + "/subnets/web"), "Microsoft.Network/virtualNetworks/subnets/write"))
                .contains(ResourceId.parse(network))
                .doesNotContain(ResourceId.parse(network + "/subnets/web"));
        assertThat(book.subjectsOf(ResourceId.parse(network), "Microsoft.Network/virtualNetworks/write"))
                .contains(ResourceId.parse(network));
    }

    @Test
    void whatNamesOnlyItsUserRejudgesAllOfThatTypeInTheSubscription() {
        RuleBook book = RuleBook.shipped(ShippedRulesTest.CLOCK, Map.of());
        String everywhere = NET.substring(0, NET.indexOf("/resourceGroups")) + "/providers/Microsoft.Network/";
        assertThat(book.subjectsOf(
                        ResourceId.parse(NET + "/networkWatchers/nw/flowLogs/f"),
                        "Microsoft.Network/networkWatchers/flowLogs/delete"))
                .containsExactly(ResourceId.parse(everywhere + "virtualNetworks"));
        assertThat(book.subjectsOf(
                        ResourceId.parse(NET + "/publicIPAddresses/p"), "Microsoft.Network/publicIPAddresses/write"))
                .containsExactly(ResourceId.parse(everywhere + "networkInterfaces"));
    }

    @Test
    void udpOfARuleForEveryProtocolIsClosedWithoutClosingTcp() {
        String any = rule("any", 100, "Allow", "443", "*").replace("\"Tcp\"", "\"*\"");
        Judgement judgement = ShippedRulesTest.judge("network.nsg-udp-open", NSG, group("", any));
        Fix fix = Objects.requireNonNull(judgement.fix());
        assertThat(fix.operations().get(0).method()).isEqualTo(Method.PUT);
        assertThat(Objects.requireNonNull(fix.operations().get(0).body())
                        .at("/properties/protocol")
                        .asText())
                .isEqualTo("Tcp");
    }

    @Test
    void aWideRuleIsNarrowedToPublishedPortsThatItServesAndNeverRemoved() {
        RuleBook book = RuleBook.shipped(
                ShippedRulesTest.CLOCK,
                Map.of("network.nsg-any-open", Map.of("publishedPorts", RecordedWorld.json("[443, 65535]"))));
        Judgement judgement = book.judge(
                book.find("network.nsg-any-open").orElseThrow(),
                ResourceId.parse(NSG),
                group("", rule("wide", 100, "Allow", "1-60000", "*")));
        Fix fix = Objects.requireNonNull(judgement.fix());
        assertThat(fix.operations()).hasSize(1);
        assertThat(Objects.requireNonNull(fix.operations().get(0).body())
                        .at("/properties/destinationPortRanges")
                        .toString())
                .isEqualTo("[\"443\"]");
        assertThat(ShippedRulesTest.judge(
                                "network.nsg-any-open", NSG, group("", rule("wide", 100, "Allow", "1-60000", "*")))
                        .fix())
                .isNull();
    }

    @Test
    void aNetworkWithoutFlowLogGetsOneInItsOwnRegionOnceAStorageAccountIsNamed() {
        String network = NET + "/virtualNetworks/hub";
        RuleBook book = RuleBook.shipped(
                ShippedRulesTest.CLOCK,
                Map.of(
                        "network.vnet-flow-logs",
                        Map.of("storageAccount", RecordedWorld.json("\"/subscriptions/x/stflow{location}\""))));
        RecordedWorld world = new RecordedWorld().object(network, "{\"location\":\"West Europe\",\"properties\":{}}");
        Fix fix = Objects.requireNonNull(
                book.judge(book.find("network.vnet-flow-logs").orElseThrow(), ResourceId.parse(network), world)
                        .fix());
        assertThat(fix.operations().get(0).target().path())
                .contains("/networkWatchers/NetworkWatcher_westeurope/flowLogs/driftwarden-");
        assertThat(Objects.requireNonNull(fix.operations().get(0).body())
                        .at("/properties/storageId")
                        .asText())
                .endsWith("stflowwesteurope");
        assertThat(fix.undo().get(0).method()).isEqualTo(Method.DELETE);
    }
}
