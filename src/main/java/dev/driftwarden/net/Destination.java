package dev.driftwarden.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One target of an allow rule: its address prefixes, a service tag, or an application security group, whose members have
 * addresses that are not known here.
 *
 * @param addresses where the packets may go; for a tag or group any address
 * @param word the tag or group in lower case; empty for plain addresses
 */
record Destination(Addresses addresses, String word) {

    /** The targets of a rule; one of all addresses when it names none. */
    static List<Destination> of(Endpoint endpoint) {
        List<Destination> targets = new ArrayList<>();
        Addresses plain = addressesOf(endpoint);
        if (!plain.equals(Addresses.NONE) || endpoint.isEmpty()) {
            targets.add(new Destination(endpoint.isEmpty() ? Addresses.ALL : plain, ""));
        }
        endpoint.tags().stream()
                .filter(tag -> !isWholeNetwork(tag))
                .forEach(tag -> targets.add(new Destination(Addresses.ALL, tag.toLowerCase(Locale.ROOT))));
        endpoint.groups().forEach(group -> targets.add(new Destination(Addresses.ALL, group)));
        return targets;
    }

    /** The part of this target that a deny for the endpoint closes for sure. */
    Addresses deniedBy(Endpoint endpoint) {
        boolean named = !word.isEmpty()
                && (endpoint.groups().contains(word)
                        || endpoint.tags().stream().anyMatch(tag -> ServiceTags.within(word, tag)));
        return named ? Addresses.ALL : addressesOf(endpoint);
    }

    /** Whatever comes in goes to an address of the virtual network, so its tag is every destination. */
    private static Addresses addressesOf(Endpoint endpoint) {
        return endpoint.tags().stream().anyMatch(Destination::isWholeNetwork) ? Addresses.ALL : endpoint.addresses();
    }

    private static boolean isWholeNetwork(String tag) {
        return tag.equalsIgnoreCase("VirtualNetwork");
    }
}
