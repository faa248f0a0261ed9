package dev.driftwarden.net;

import static dev.driftwarden.net.Shapes.group;
import static dev.driftwarden.net.Shapes.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NsgExposureTest {
    private static final Set<Protocol> TCP = Set.of(Protocol.TCP);

    private static List<Opening> ssh(String... rules) {
        return NsgExposure.openings(group(rules), Ports.of(22), TCP);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Internet; 22-22",
                "10.0.0.0/8,::/0; 80,20-25",
                "*; *",
                "Any; 22",
                "0.0.0.0; 22",
                "0.0.0.0/0; 0-65535",
                "::/0; 22",
                "::; 22",
                "INTERNET; 20-30",
                "0.0.0.0/1,128.0.0.0/1; 22",
                "2000::/3; 22",
                "1.0.0.0-2.255.255.255; 22"
            })
    void findsEveryFormOfAnOpenPort(String source, String ports) {
        assertThat(ssh(rule("a", 200, "allow", "TCP", source, ports)))
                .singleElement()
                .satisfies(opening -> {
                    assertThat(opening.kind()).isEqualTo(Opening.Kind.INTERNET);
                    assertThat(opening.ports()).isEqualTo(Ports.of(22));
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "203.0.113.0/24; 22; Tcp",
                "10.0.0.0/8,172.16.0.0/12,192.168.0.0/16; 22; Tcp",
                "fc00::/7; 22; Tcp",
                "VirtualNetwork; *; *",
                "AzureLoadBalancer; *; *",
                "GatewayManager; 22; Tcp",
                "Storage.WestEurope; 22; Tcp",
                "*; 23-80; Tcp",
                "*; 22; Udp",
                "*; *; Icmp"
            })
    void leavesAloneWhatOpensNothing(String source, String ports, String protocol) {
        assertThat(ssh(rule("a", 200, "Allow", protocol, source, ports))).isEmpty();
    }

    @Test
    void aFullDenyBeforeItClosesAnAllow() {
        assertThat(ssh(rule("d", 100, "Deny", "*", "*", "*"), rule("a", 200, "Allow", "Tcp", "*", "22")))
                .isEmpty();
    }

    @Test
    void aDenyBehindItDoesNot() {
        assertThat(ssh(rule("d", 300, "Deny", "*", "*", "*"), rule("a", 200, "Allow", "Tcp", "*", "22")))
                .hasSize(1);
    }

    @Test
    void aDenyOfAPrivateRangeLeavesTheInternetOpen() {
        assertThat(ssh(rule("d", 100, "Deny", "*", "10.0.0.0/8", "22"), rule("a", 200, "Allow", "*", "*", "22")))
                .hasSize(1);
    }

    @Test
    void partialDeniesAddUp() {
        String allow = rule("a", 300, "Allow", "Tcp", "0.0.0.0/0", "22");
        String low = rule("d1", 100, "Deny", "Tcp", "0.0.0.0/1", "0-22");
        String high = rule("d2", 110, "Deny", "*", "128.0.0.0/1", "22-80");
        assertThat(ssh(low, high, allow)).isEmpty();
        assertThat(ssh(low, allow)).hasSize(1);
    }

    @Test
    void anIpv4DenyTakesNothingFromIpv6() {
        String allow = rule("a", 300, "Allow", "Tcp", "*", "22");
        assertThat(ssh(rule("d", 100, "Deny", "*", "0.0.0.0/0", "*"), allow)).hasSize(1);
        assertThat(ssh(rule("d", 100, "Deny", "*", "0.0.0.0/0", "*"), rule("e", 101, "Deny", "*", "::/0", "*"), allow))
                .isEmpty();
    }

    @Test
    void aDenyOfTheInternetTagClosesEverySource() {
        assertThat(ssh(rule("d", 100, "Deny", "*", "Internet", "*"), rule("a", 300, "Allow", "Tcp", "*", "22")))
                .isEmpty();
    }

    @Test
    void aDenyForOtherProtocolsSourcePortsOrDestinationsDoesNotClose() {
        String allow = rule("a", 300, "Allow", "*", "*", "22");
        assertThat(ssh(rule("d", 100, "Deny", "Udp", "*", "*"), allow)).hasSize(1);
        assertThat(ssh(rule("d", 100, "Deny", "Tcp", "*", "10.1.0.4", "*"), allow))
                .hasSize(1);
        String narrow =
                rule("d", 100, "Deny", "Tcp", "*", "*").replace("'sourcePortRange':'*'", "'sourcePortRange':'80'");
        assertThat(ssh(narrow, allow)).hasSize(1);
    }

    @Test
    void judgesAzureCloudOnItsOwn() {
        String allow = rule("a", 300, "Allow", "Tcp", "AzureCloud.WestEurope", "22");
        assertThat(ssh(allow)).singleElement().satisfies(opening -> {
            assertThat(opening.kind().word()).isEqualTo("azure-cloud");
            assertThat(opening.sources()).containsExactly("AzureCloud.WestEurope");
        });
        assertThat(ssh(rule("d", 100, "Deny", "*", "azurecloud", "*"), allow)).isEmpty();
        assertThat(ssh(rule("d", 100, "Deny", "*", "AzureCloud.NorthEurope", "*"), allow))
                .hasSize(1);
    }

    @Test
    void applicationSecurityGroupsAsSourceAreNotTheInternet() {
        String asg = rule("a", 100, "Allow", "Tcp", "", "22")
                .replace("'priority'", "'sourceApplicationSecurityGroups':[{'id':'/subscriptions/s/asg'}],'priority'");
        assertThat(ssh(asg)).isEmpty();
    }

    @Test
    void aDenyForTheSameTargetGroupClosesIt() {
        String allow = rule("a", 300, "Allow", "Tcp", "*", "", "22")
                .replace("'priority'", "'destinationApplicationSecurityGroups':[{'id':'/x/ASG'}],'priority'");
        String deny = rule("d", 200, "Deny", "Tcp", "*", "", "*")
                .replace("'priority'", "'destinationApplicationSecurityGroups':[{'id':'/x/asg'}],'priority'");
        assertThat(ssh(allow)).hasSize(1);
        assertThat(ssh(deny, allow)).isEmpty();
        assertThat(ssh(deny.replace("/x/asg", "/x/other"), allow)).hasSize(1);
    }

    @Test
    void tellsWhetherTheRuleServesOnlyTheAskedPorts() {
        assertThat(ssh(rule("a", 1, "Allow", "Tcp", "*", "22"))).allMatch(Opening::servesOnlyAsked);
        assertThat(ssh(rule("a", 1, "Allow", "Tcp", "*", "22,80"))).noneMatch(Opening::servesOnlyAsked);
    }

    @Test
    void countsOpenPortsWithoutTheDeniedOnes() {
        JsonNode open = group(rule("a", 200, "Allow", "Tcp", "*", "*"));
        assertThat(NsgExposure.wideOpenings(open, 1000, TCP)).hasSize(1);
        JsonNode mostDenied =
                group(rule("d", 100, "Deny", "*", "*", "1000-65535"), rule("a", 200, "Allow", "Tcp", "*", "*"));
        assertThat(NsgExposure.wideOpenings(mostDenied, 1000, TCP)).isEmpty();
        assertThat(NsgExposure.wideOpenings(mostDenied, 999, TCP))
                .singleElement()
                .satisfies(opening -> assertThat(opening.ports().texts()).containsExactly("0-999"));
        assertThat(NsgExposure.wideOpenings(group(rule("a", 1, "Allow", "*", "AzureLoadBalancer", "*")), 1000, TCP))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'protocol':'Tcp'|'protocol':'Carrier pigeon'|protocol",
                "'access':'Allow'|'access':'Maybe'|access",
                "'access':'Allow'|'access':true|access",
                "'direction':'Inbound'|'direction':null|direction",
                "'priority':200|'priority':'200'|priority",
                "'destinationPortRange':'22'|'destinationPortRange':22|destinationPortRange",
                "'destinationPortRange':'22'|'destinationPortRange':'30-20'|destinationPortRange",
                "'destinationPortRange':'22'|'destinationPortRange':'65536'|destinationPortRange",
                "'destinationPortRange':'22'|'destinationPortRange':''|destinationPortRange",
                "'sourceAddressPrefix':'*'|'sourceAddressPrefix':'10.0.0.0/33'|sourceAddressPrefix",
                "'sourceAddressPrefix':'*'|'sourceAddressPrefix':'Xnternet'|sourceAddressPrefix",
                "'sourceAddressPrefix':'*'|'sourceAddressPrefix':''|sourceAddressPrefix",
                "'sourceAddressPrefixes':[]|'sourceAddressPrefixes':['1.2.3.4',7]|sourceAddressPrefixes[1]"
            })
    void refusesAMalformedRuleNamingThePlace(String change) {
        String[] parts = change.split("\\|");
        String broken = rule("a", 200, "Allow", "Tcp", "*", "22").replace(parts[0], parts[1]);
        assertThatThrownBy(() -> ssh(broken))
                .isInstanceOfSatisfying(
                        UndecidableException.class,
                        e -> assertThat(e.path()).isEqualTo("properties.securityRules[0].properties." + parts[2]));
    }

    @Test
    void refusesAGroupWithoutItsRules() {
        assertThatThrownBy(() -> NsgExposure.openings(Shapes.json("{'properties':{}}"), Ports.of(22), TCP))
                .isInstanceOf(UndecidableException.class);
    }

    @Test
    void rulesThatOverlapInTooManyWaysAreUndecidableAndNeverClosed() {
        Random random = new Random(7);
        List<String> rules = new ArrayList<>();
        for (int i = 0; i < 900; i++) {
            int first = random.nextInt(60_000);
            String target = "10." + random.nextInt(4) + "." + random.nextInt(256) + ".0/" + (14 + random.nextInt(12));
            rules.add(rule("d" + i, 100 + i, "Deny", "Tcp", "*", target, first + "-" + (first + 5_000)));
        }
        rules.add(rule("a", 2_000, "Allow", "Tcp", "*", "*"));
        JsonNode hostile = group(rules.toArray(String[]::new));
        assertThatThrownBy(() -> NsgExposure.openings(hostile, Ports.ALL, TCP))
                .isInstanceOf(UndecidableException.class)
                .hasMessageContaining("judge");
    }
}
