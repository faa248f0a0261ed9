package dev.driftwarden.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** IPv6 networks of 48 bits as numbers from 0 to 2^48-1. */
final class Ipv6 {
    static final Ranges ALL = Ranges.of(0, (1L << 48) - 1);

    /** How many 48-bit networks a prefix of 16 bits holds; from there on a prefix counts as wide. */
    static final long WIDE = 1L << 32;

    /** All but unique local (fc00::/7), link-local (fe80::/10) and multicast (ff00::/8) space. */
    static final Ranges PUBLIC = ALL.minus(Ranges.union(
            List.of(network(0xFC00_0000_0000L, 7), network(0xFE80_0000_0000L, 10), network(0xFF00_0000_0000L, 8))));

    private static final int GROUPS = 8;

    private Ipv6() {}

    /** The network of that many leading bits, at most 48, in which the 48-bit network lies. */
    static Ranges.Range network(long site, int bits) {
        long rest = (1L << (48 - bits)) - 1;
        long first = site & ~rest;
        return new Ranges.Range(first, first | rest);
    }

    /** The first 48 bits of an address; empty when the text is not an IPv6 address (one with a zone is not). */
    static OptionalLong parse(String text) {
        Optional<List<Integer>> groups = groups(text);
        if (groups.isEmpty()) {
            return OptionalLong.empty();
        }
        List<Integer> all = groups.get();
        return OptionalLong.of((long) all.get(0) << 32 | (long) all.get(1) << 16 | all.get(2));
    }

    private static Optional<List<Integer>> groups(String text) {
        if (text.length() > 45) {
            return Optional.empty();
        }
        int gap = text.indexOf("::");
        if (gap < 0) {
            return side(text).filter(groups -> groups.size() == GROUPS);
        }
        Optional<List<Integer>> head = side(text.substring(0, gap));
        Optional<List<Integer>> tail = side(text.substring(gap + 2));
        if (head.isEmpty() || tail.isEmpty() || head.get().size() + tail.get().size() >= GROUPS) {
            return Optional.empty();
        }
        List<Integer> all = new ArrayList<>(head.get());
        while (all.size() < GROUPS - tail.get().size()) {
            all.add(0);
        }
        all.addAll(tail.get());
        return Optional.of(all);
    }

    private static Optional<List<Integer>> side(String text) {
        List<Integer> groups = new ArrayList<>();
        if (text.isEmpty()) {
            return Optional.of(groups);
        }
        String[] parts = text.split(":", -1);
        for (int i = 0; i < parts.length; i++) {
            OptionalLong embedded = i == parts.length - 1 ? Ipv4.parse(parts[i]) : OptionalLong.empty();
            if (embedded.isPresent()) {
                groups.add((int) (embedded.getAsLong() >> 16));
                groups.add((int) (embedded.getAsLong() & 0xFFFF));
            } else if (parts[i].matches("[0-9a-fA-F]{1,4}")) {
                groups.add(Integer.parseInt(parts[i], 16));
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(groups);
    }
}
