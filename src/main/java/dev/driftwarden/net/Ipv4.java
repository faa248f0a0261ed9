package dev.driftwarden.net;

import java.util.List;
import java.util.OptionalLong;

/** IPv4 addresses as numbers from 0 to 2^32-1. */
final class Ipv4 {
    static final long LAST = 0xFFFF_FFFFL;
    static final Ranges ALL = Ranges.of(0, LAST);

    /** All but 0/8, 10/8, 100.64/10, 127/8, 169.254/16, 172.16/12, 192.168/16 and 224/3. */
    static final Ranges PUBLIC = ALL.minus(Ranges.union(List.of(
            network(0x0000_0000L, 8),
            network(0x0A00_0000L, 8),
            network(0x6440_0000L, 10),
            network(0x7F00_0000L, 8),
            network(0xA9FE_0000L, 16),
            network(0xAC10_0000L, 12),
            network(0xC0A8_0000L, 16),
            network(0xE000_0000L, 3))));

    private Ipv4() {}

    /** The network of that many leading bits in which the address lies. */
    static Ranges.Range network(long address, int bits) {
        long hosts = (1L << (32 - bits)) - 1;
        long first = address & ~hosts;
        return new Ranges.Range(first, first | hosts);
    }

    /** The address as a number; empty when the text is not four decimal numbers without leading zeros. */
    static OptionalLong parse(String text) {
        if (text.length() > 15) {
            return OptionalLong.empty();
        }
        long address = 0;
        int start = 0;
        for (int octet = 0; octet < 4; octet++) {
            int dot = octet < 3 ? text.indexOf('.', start) : text.length();
            int value = dot < 0 ? -1 : number(text, start, dot, 255);
            if (value < 0) {
                return OptionalLong.empty();
            }
            address = address << 8 | value;
            start = dot + 1;
        }
        return OptionalLong.of(address);
    }

    /** The decimal number between the two places, or -1 when there is none, it has a leading zero or is above the limit. */
    static int number(String text, int from, int to, int limit) {
        if (to <= from || to - from > 3 || (text.charAt(from) == '0' && to - from > 1)) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < to; i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9') {
                return -1;
            }
            value = value * 10 + (digit - '0');
        }
        return value > limit ? -1 : value;
    }
}
