package dev.driftwarden.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftwarden.outbound.OutboundException.Kind;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
    private static final OutboundHosts HOSTS = new OutboundHosts(
            List.of("hooks.contoso.example", "*.fabrikam.example"), Set.of("inside.contoso.example", "127.0.0.1"));

    private static AddressGuard resolvingTo(String... addresses) {
        return new AddressGuard(HOSTS, host -> {
            InetAddress[] found = new InetAddress[addresses.length];
            for (int i = 0; i < addresses.length; i++) {
                found[i] = InetAddress.getByName(addresses[i]);
            }
            return found;
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://hooks.contoso.example/x?sig=1",
                "https://HOOKS.contoso.example",
                "https://a.fabrikam.example/",
                "https://api.github.com/repos",
                "https://contoso.atlassian.net/rest",
                "https://prod-1.westeurope.logic.azure.com/workflows",
                "https://inside.contoso.example/",
                "http://127.0.0.1:7250/x"
            })
    void letsCallsToKnownHostsPass(String address) {
        assertThatCode(() -> resolvingTo("203.0.113.7").check(URI.create(address)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://hooks.contoso.example/",
                "http://inside.contoso.example/",
                "https://evil.example/",
                "https://fabrikam.example.evil.example/",
                "https://fabrikam.example/",
                "https://evilfabrikam.example/",
                "https://hooks.contoso.example@evil.example/",
                "https://user:pass@hooks.contoso.example/",
                "https://hooks.contoso.example/#x",
                "https://localhost/",
                "https://[::1]/",
                "https://169.254.169.254/metadata/instance",
                "https://2130706433/",
                "ftp://hooks.contoso.example/",
                "file:///etc/passwd",
                "mailto:x@y"
            })
    void refusesEveryOtherAddress(String address) {
        assertThatThrownBy(() -> resolvingTo("203.0.113.7").check(URI.create(address)))
                .isInstanceOfSatisfying(
                        OutboundException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1",
                "100.64.0.1", "169.254.169.254", "168.63.129.16", "224.0.0.1", "255.255.255.255", "::1", "::",
                "::ffff:10.0.0.1", "fe80::1", "fc00::1", "fd12::1", "64:ff9b::a00:1", "2002:a00:1::", "ff02::1",
                "fd00:ec2::254", "64:ff9b:1::a00:1", "2001:0:a00:1::1"
            })
    void refusesHostsWhoseAddressIsNotOnTheInternet(String address) {
        assertThatThrownBy(() -> resolvingTo("203.0.113.7", address).resolve("hooks.contoso.example"))
                .isInstanceOf(OutboundException.class)
                .hasMessageContaining("not on the internet");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.2.3", "192.168.1.1", "127.0.0.1", "fd12::1"})
    void letsNamedHostsBePrivate(String address) throws Exception {
        assertThat(resolvingTo(address).resolve("inside.contoso.example")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"169.254.169.254", "168.63.129.16", "fe80::1", "fd00:ec2::254"})
    void neverCallsMetadataServices(String address) {
        assertThatThrownBy(() -> resolvingTo(address).resolve("inside.contoso.example"))
                .isInstanceOf(OutboundException.class);
    }

    @Test
    void connectsToWhatItChecked() throws Exception {
        assertThat(resolvingTo("203.0.113.7").resolve("hooks.contoso.example"))
                .containsExactly(InetAddress.getByName("203.0.113.7"));
    }
}
