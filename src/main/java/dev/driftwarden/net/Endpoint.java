package dev.driftwarden.net;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One side of a security rule: where packets come from or go to.
 *
 * @param entries the prefixes and tags in the order and spelling of the rule; singular and plural form together
 * @param addresses what the entries cover as far as that can be told; other tags and groups add nothing
 * @param tags the service tags among the entries, {@code Internet} excepted
 * @param groups the ids of application security groups in lower case
 */
record Endpoint(List<String> entries, Addresses addresses, List<String> tags, Set<String> groups) {
    private static final Set<String> ANY = Set.of("*", "any");

    static Endpoint read(JsonNode properties, String side, String path) {
        String single = Json.text(properties, side + "AddressPrefix", path);
        List<String> entries = new ArrayList<>(Json.texts(properties, side + "AddressPrefixes", path));
        if (!single.isEmpty()) {
            entries.add(0, single);
        }
        Addresses covered = Addresses.NONE;
        List<String> tags = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            String entry = entries.get(i);
            String place = path + "." + side
                    + (i == 0 && !single.isEmpty()
                            ? "AddressPrefix"
                            : "AddressPrefixes[" + (single.isEmpty() ? i : i - 1) + "]");
            if (ServiceTags.shaped(entry) && !isWord(entry)) {
                tags.add(entry);
            } else {
                covered = covered.plus(addresses(entry, place));
            }
        }
        return new Endpoint(List.copyOf(entries), covered, List.copyOf(tags), groups(properties, side, path));
    }

    private static boolean isWord(String entry) {
        return entry.equalsIgnoreCase("internet") || entry.equalsIgnoreCase("any");
    }

    /** What a single entry covers; a tag other than {@code Internet} nothing that can be told. */
    static Addresses addresses(String entry, String path) {
        if (ANY.contains(entry.toLowerCase(Locale.ROOT))) {
            return Addresses.ALL;
        }
        if (entry.equalsIgnoreCase("internet")) {
            return Addresses.PUBLIC;
        }
        if (entry.equals("0.0.0.0")) {
            return new Addresses(Ipv4.ALL, Ranges.NONE);
        }
        if (entry.equals("::")) {
            return new Addresses(Ranges.NONE, Ipv6.ALL);
        }
        return ServiceTags.shaped(entry) ? Addresses.NONE : IpRanges.parse(entry, path);
    }

    private static Set<String> groups(JsonNode properties, String side, String path) {
        String field = side + "ApplicationSecurityGroups";
        List<JsonNode> elements = Json.elements(properties, field, path);
        Set<String> groups = new HashSet<>();
        for (int i = 0; i < elements.size(); i++) {
            String place = path + "." + field + "[" + i + "]";
            String id = Json.text(elements.get(i), "id", place);
            if (id.isEmpty()) {
                throw new UndecidableException(place + ".id", "an application security group without an id");
            }
            groups.add(id.toLowerCase(Locale.ROOT));
        }
        return Set.copyOf(groups);
    }

    boolean isEmpty() {
        return entries.isEmpty() && groups.isEmpty();
    }
}
