package dev.driftwarden.net;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The union of address ranges as firewalls list them: CIDR prefixes, single addresses, {@code a-b} ranges.
 *
 * <p>An entry that does not parse is an {@link UndecidableException}; it never counts as covering nothing.
 */
public final class IpRanges {
    private IpRanges() {}

    /** How many public IPv4 addresses lie in the union of the entries; IPv6 entries are checked but add nothing. */
    public static long cover(List<String> entries) {
        return union(entries).v4().intersect(Ipv4.PUBLIC).size();
    }

    /**
     * How many public IPv4 addresses lie in the union of start and end pairs. The pair 0.0.0.0 to 0.0.0.0, by which database
     * firewalls mean Azure services, holds no public address.
     */
    public static long coverPairs(List<Pair> pairs) {
        List<String> entries = pairs.stream()
                .map(pair -> pair.start().strip() + "-" + pair.end().strip())
                .toList();
        return cover(entries);
    }

    /** The first and last address of a database firewall rule, both included. */
    public record Pair(String start, String end) {}

    /** Whether the IPv6 entries together hold as much public space as a prefix of 16 bits, or more. */
    public static boolean wideIpv6(List<String> entries) {
        return union(entries).v6().intersect(Ipv6.PUBLIC).size() >= Ipv6.WIDE;
    }

    /** Whether all addresses of an entry, also private ones, lie in the union of the others. IPv6 down to 48 bits. */
    public static boolean within(String entry, List<String> ranges) {
        Addresses all = union(ranges);
        Addresses asked = parse(entry, "");
        return all.v4().containsAll(asked.v4()) && all.v6().containsAll(asked.v6());
    }

    private static Addresses union(List<String> entries) {
        List<Ranges.Range> v4 = new ArrayList<>();
        List<Ranges.Range> v6 = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Addresses one = parse(entries.get(i), "[" + i + "]");
            v4.addAll(one.v4().parts());
            v6.addAll(one.v6().parts());
        }
        return new Addresses(Ranges.union(v4), Ranges.union(v6));
    }

    /** Reads one entry; an IPv6 prefix longer than 48 bits counts as the whole 48-bit network. */
    static Addresses parse(String entry, String path) {
        String text = entry.strip();
        int dash = text.indexOf('-');
        if (dash >= 0) {
            return range(
                    text.substring(0, dash).strip(), text.substring(dash + 1).strip(), entry, path);
        }
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        boolean six = address.indexOf(':') >= 0;
        int width = six ? 128 : 32;
        int bits = slash < 0 ? width : Ipv4.number(text, slash + 1, text.length(), width);
        OptionalLong number = six ? Ipv6.parse(address) : Ipv4.parse(address);
        if (bits < 0 || number.isEmpty()) {
            throw unreadable(entry, path);
        }
        return six
                ? new Addresses(Ranges.NONE, only(Ipv6.network(number.getAsLong(), Math.min(bits, 48))))
                : new Addresses(only(Ipv4.network(number.getAsLong(), bits)), Ranges.NONE);
    }

    private static Addresses range(String start, String end, String entry, String path) {
        boolean six = start.indexOf(':') >= 0;
        OptionalLong first = six ? Ipv6.parse(start) : Ipv4.parse(start);
        OptionalLong last = six ? Ipv6.parse(end) : Ipv4.parse(end);
        if (first.isEmpty() || last.isEmpty() || first.getAsLong() > last.getAsLong()) {
            throw unreadable(entry, path);
        }
        Ranges ranges = Ranges.of(first.getAsLong(), last.getAsLong());
        return six ? new Addresses(Ranges.NONE, ranges) : new Addresses(ranges, Ranges.NONE);
    }

    private static Ranges only(Ranges.Range range) {
        return new Ranges(List.of(range));
    }

    private static UndecidableException unreadable(String entry, String path) {
        return new UndecidableException(path, "no IP address, prefix or range: " + UndecidableException.quoted(entry));
    }
}
