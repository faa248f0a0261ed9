package dev.driftwarden.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IpRangesTest {
    private static final long ALL_PUBLIC = IpRanges.cover(List.of("0.0.0.0/0"));

    @Test
    void countsOnlyPublicAddresses() {
        long privateOnes = 3 * (1L << 24) + (1L << 22) + 2 * (1L << 16) + (1L << 20) + (1L << 29);
        assertThat(ALL_PUBLIC).isEqualTo((1L << 32) - privateOnes);
        assertThat(IpRanges.cover(List.of("10.0.0.0/8", "192.168.1.1", "0.0.0.0", "0.0.0.0/32", "::/0")))
                .isZero();
        assertThat(IpRanges.cover(List.of("203.0.113.7", "203.0.113.0/24", "203.0.113.200-203.0.114.1")))
                .isEqualTo(258);
    }

    @Test
    void splitsOfEverythingCountAsEverything() {
        assertThat(IpRanges.cover(List.of("0.0.0.0/1", "128.0.0.0/1"))).isEqualTo(ALL_PUBLIC);
        assertThat(IpRanges.cover(List.of(
                        "0.0.0.0/2",
                        "64.0.0.0/3",
                        "96.0.0.0/4",
                        "112.0.0.0/5",
                        "120.0.0.0/6",
                        "124.0.0.0/7",
                        "126.0.0.0/8",
                        "128.0.0.0/1")))
                .isEqualTo(ALL_PUBLIC);
    }

    @Test
    void countsPairsAsDatabaseFirewallsListThem() {
        assertThat(IpRanges.coverPairs(List.of(
                        new IpRanges.Pair("0.0.0.0", "127.255.255.255"),
                        new IpRanges.Pair("128.0.0.0", "255.255.255.255"))))
                .isEqualTo(ALL_PUBLIC);
        assertThat(IpRanges.coverPairs(List.of(new IpRanges.Pair("0.0.0.0", "0.0.0.0"))))
                .isZero();
        assertThat(IpRanges.coverPairs(List.of(new IpRanges.Pair("0.0.0.1", "255.255.255.254"))))
                .isEqualTo(ALL_PUBLIC);
    }

    @Test
    void tellsWideIpv6PrefixesFromNarrowAndPrivateOnes() {
        assertThat(IpRanges.wideIpv6(List.of("::/0"))).isTrue();
        assertThat(IpRanges.wideIpv6(List.of("2001::/16"))).isTrue();
        assertThat(IpRanges.wideIpv6(List.of("2001::/17", "2001:8000::/17"))).isTrue();
        assertThat(IpRanges.wideIpv6(List.of("2001::/17", "2001:db8::1/64"))).isFalse();
        assertThat(IpRanges.wideIpv6(List.of("fc00::/7", "fe80::/10", "0.0.0.0/0")))
                .isFalse();
    }

    @Test
    void tellsWhetherAnEntryLiesWithinOthers() {
        assertThat(IpRanges.within("10.1.2.0/23", List.of("10.1.2.0/24", "10.1.3.0/24")))
                .isTrue();
        assertThat(IpRanges.within("10.1.2.0/22", List.of("10.1.2.0/24", "10.1.3.0/24")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "any",
                "1.2.3",
                "1.2.3.4.5",
                "256.1.1.1",
                "01.2.3.4",
                "1.2.3.4/33",
                "1.2.3.4/",
                "1.2.3.4/08",
                "1.2.3.4/-1",
                "2.0.0.0-1.0.0.0",
                "1.2.3.4-",
                "::/129",
                "1::2::3",
                ":::",
                "fe80::1%eth0",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "12345::",
                "1.2.3.4-::1",
                "a.b.c.d",
                "１.2.3.4"
            })
    void refusesWhatDoesNotParse(String entry) {
        assertThatThrownBy(() -> IpRanges.cover(List.of("1.2.3.4", entry)))
                .isInstanceOfSatisfying(
                        UndecidableException.class, e -> assertThat(e.path()).isEqualTo("[1]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1:2:3:4:5:6:7:8", "::", "::1", "2001:db8::", "::ffff:10.0.0.1", "2001:DB8:0:0::1/128"})
    void readsEveryFormOfIpv6(String entry) {
        assertThat(IpRanges.cover(List.of(entry))).isZero();
    }

    @Test
    void agreesWithCountingAddressByAddress() {
        Random random = new Random(20260101);
        for (int round = 0; round < 300; round++) {
            List<String> entries = new ArrayList<>();
            BitSet counted = new BitSet();
            for (int i = random.nextInt(12); i >= 0; i--) {
                int first = random.nextInt(4096);
                int bits = 20 + random.nextInt(13);
                int size = 1 << (32 - bits);
                if (random.nextBoolean()) {
                    counted.set(first / size * size, first / size * size + size);
                    entries.add(address(first) + "/" + bits);
                } else {
                    int last = Math.min(4095, first + random.nextInt(300));
                    counted.set(first, last + 1);
                    entries.add(address(first) + "-" + address(last));
                }
            }
            assertThat(IpRanges.cover(entries)).as(entries.toString()).isEqualTo(counted.cardinality());
        }
    }

    private static String address(int offset) {
        return "20.30." + (16 + (offset >> 8)) + "." + (offset & 255);
    }
}
