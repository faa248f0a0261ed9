package dev.driftwarden.net;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The protocols that have ports. */
public enum Protocol {
    TCP,
    UDP;

    private static final Set<String> WITHOUT_PORTS = Set.of("icmp", "icmpv6", "esp", "ah");

    /**
     * The protocols that a security rule's word stands for, in any casing: {@code *} means both, {@code Icmp}, {@code Esp} and
     * {@code Ah} none.
     *
     * @throws UndecidableException when Azure knows no such word
     */
    public static Set<Protocol> parse(String word, String path) {
        String name = word.strip().toLowerCase(Locale.ROOT);
        if (name.equals("*")) {
            return EnumSet.allOf(Protocol.class);
        }
        if (name.equals("tcp")) {
            return EnumSet.of(TCP);
        }
        if (name.equals("udp")) {
            return EnumSet.of(UDP);
        }
        if (WITHOUT_PORTS.contains(name)) {
            return EnumSet.noneOf(Protocol.class);
        }
        throw new UndecidableException(path, "unknown protocol " + UndecidableException.quoted(word));
    }
}
