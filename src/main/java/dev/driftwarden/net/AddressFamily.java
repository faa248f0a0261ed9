package dev.driftwarden.net;

/** IPv4 or IPv6, and how much public space of it counts as the internet. */
enum AddressFamily {
    V4,
    V6;

    /** From this many public IPv4 addresses on, a source counts as the internet. */
    private static final long WIDE_IPV4 = 1L << 24;

    Ranges of(Addresses addresses) {
        return this == V4 ? addresses.v4() : addresses.v6();
    }

    boolean isWide(Ranges publicSources) {
        return publicSources.size() >= (this == V4 ? WIDE_IPV4 : Ipv6.WIDE);
    }
}
