package dev.driftwarden.net;

/**
 * A set of IP addresses of both families. They are never mixed: taking IPv4 addresses away leaves IPv6 as it is.
 *
 * @param v4 IPv4 addresses as numbers from 0 to 2^32-1
 * @param v6 IPv6 networks of 48 bits, the size that one site gets, as numbers from 0 to 2^48-1
 */
record Addresses(Ranges v4, Ranges v6) {
    static final Addresses NONE = new Addresses(Ranges.NONE, Ranges.NONE);
    static final Addresses ALL = new Addresses(Ipv4.ALL, Ipv6.ALL);

    /** What can be reached from the internet: all but private, local and multicast space. */
    static final Addresses PUBLIC = new Addresses(Ipv4.PUBLIC, Ipv6.PUBLIC);

    Addresses plus(Addresses other) {
        return new Addresses(v4.plus(other.v4), v6.plus(other.v6));
    }

    Addresses intersect(Addresses other) {
        return new Addresses(v4.intersect(other.v4), v6.intersect(other.v6));
    }

    Addresses publicOnly() {
        return intersect(PUBLIC);
    }
}
