package dev.driftwarden.net;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Which rules of a network security group let the internet reach ports: the first rule that matches a packet decides.
 *
 * <p>Earlier denies are taken away in the space of source, destination, port and protocol; several partial ones add up. Earlier
 * allows take nothing away, so that every rule that would still open the port after the others are gone is told. A deny for
 * some source ports only stops nobody, because a client picks its own. Rules of priority 65000 and above are Azure's own.
 */
public final class NsgExposure {
    /** From this many public IPv4 addresses on, a source counts as the internet. */
    static final long WIDE_IPV4 = 1L << 24;

    private final List<SecurityRule> rules;
    private final Space.Effort effort = new Space.Effort();

    private NsgExposure(List<SecurityRule> rules) {
        this.rules = rules;
    }

    /**
     * The rules by which at least one of the ports is open for one of the protocols, by priority.
     *
     * @param group a network security group as ARM returns it
     * @throws UndecidableException naming the place when a rule cannot be read
     */
    public static List<Opening> openings(JsonNode group, Ranges ports, Set<Protocol> protocols) {
        NsgExposure exposure = new NsgExposure(SecurityRule.inboundOf(group));
        List<Opening> openings = new ArrayList<>();
        for (SecurityRule rule : exposure.rules) {
            if (rule.allows()) {
                exposure.judge(rule, ports, protocols, openings);
            }
        }
        return List.copyOf(openings);
    }

    /** The rules that leave more than so many ports open for the protocols, by priority. */
    public static List<Opening> wideOpenings(JsonNode group, long morePortsThan, Set<Protocol> protocols) {
        return openings(group, Ports.ALL, protocols).stream()
                .filter(opening -> opening.ports().size() > morePortsThan)
                .toList();
    }

    static boolean wideIpv4(Ranges sources) {
        return sources.size() >= WIDE_IPV4;
    }

    static boolean wideIpv6(Ranges sources) {
        return sources.size() >= Ipv6.WIDE;
    }

    /** Whether so many public addresses count as the internet. */
    static boolean wide(Addresses sources) {
        Addresses open = sources.publicOnly();
        return wideIpv4(open.v4()) || wideIpv6(open.v6());
    }

    private void judge(SecurityRule rule, Ranges asked, Set<Protocol> protocols, List<Opening> openings) {
        Ranges ports = rule.ports().intersect(asked);
        Set<Protocol> served = EnumSet.noneOf(Protocol.class);
        rule.protocols().stream().filter(protocols::contains).forEach(served::add);
        if (ports.isEmpty() || served.isEmpty()) {
            return;
        }
        boolean onlyAsked = asked.containsAll(rule.ports());
        Found internet = new Found();
        Found azure = new Found();
        List<String> azureTags = new ArrayList<>();
        for (Protocol protocol : served) {
            internet.add(protocol, open(rule, protocol, ports, rule.source().addresses(), ""));
            for (String tag : rule.source().tags()) {
                if (azureCloud(tag, rule)) {
                    Ranges open = open(rule, protocol, ports, Addresses.PUBLIC, tag);
                    azure.add(protocol, open);
                    if (!open.isEmpty() && !azureTags.contains(tag)) {
                        azureTags.add(tag);
                    }
                }
            }
        }
        internet.report(rule, Opening.Kind.INTERNET, publicEntries(rule.source()), onlyAsked, openings);
        azure.report(rule, Opening.Kind.AZURE_CLOUD, azureTags, onlyAsked, openings);
    }

    private static boolean azureCloud(String tag, SecurityRule rule) {
        if (!ServiceTags.known(tag)) {
            throw new UndecidableException(
                    rule.path() + ".properties.sourceAddressPrefix",
                    "unknown service tag " + UndecidableException.quoted(tag));
        }
        return ServiceTags.isAzureCloud(tag);
    }

    private static List<String> publicEntries(Endpoint source) {
        return source.entries().stream()
                .filter(entry -> {
                    Addresses open = Endpoint.addresses(entry, "").publicOnly();
                    return !open.v4().isEmpty() || !open.v6().isEmpty();
                })
                .toList();
    }

    /** The ports that stay open in one family or the other for sources of the rule; those of a tag when one is named. */
    private Ranges open(SecurityRule rule, Protocol protocol, Ranges ports, Addresses sources, String tag) {
        Addresses open = sources.publicOnly();
        Question question = new Question(rule, protocol, ports, tag);
        return open(question, open.v4(), Addresses::v4, NsgExposure::wideIpv4)
                .plus(open(question, open.v6(), Addresses::v6, NsgExposure::wideIpv6));
    }

    private record Question(SecurityRule rule, Protocol protocol, Ranges ports, String tag) {}

    private Ranges open(Question asked, Ranges sources, Function<Addresses, Ranges> family, Predicate<Ranges> wide) {
        if (!wide.test(sources)) {
            return Ranges.NONE;
        }
        Ranges open = Ranges.NONE;
        for (Destination destination : Destination.of(asked.rule.destination())) {
            Space space = new Space(
                    new Space.Cell(family.apply(destination.addresses()), asked.ports, sources), wide, effort);
            takeDenies(space, asked, destination, family);
            open = open.plus(space.ports());
        }
        return open;
    }

    private void takeDenies(Space space, Question asked, Destination destination, Function<Addresses, Ranges> family) {
        for (SecurityRule deny : rules) {
            if (deny.priority() >= asked.rule.priority() || space.isEmpty()) {
                return;
            }
            if (!deny.allows() && deny.everySourcePort() && deny.protocols().contains(asked.protocol)) {
                Addresses sources = deny.source().tags().stream().anyMatch(tag -> covers(tag, asked.tag))
                        ? Addresses.ALL
                        : deny.source().addresses();
                Addresses targets = destination.deniedBy(deny.destination());
                space.take(new Space.Cell(family.apply(targets), deny.ports(), family.apply(sources)));
            }
        }
    }

    private static boolean covers(String denied, String tag) {
        return !tag.isEmpty() && ServiceTags.within(tag, denied);
    }

    /** What was found open for one rule and kind. */
    private static final class Found {
        private final Set<Protocol> protocols = EnumSet.noneOf(Protocol.class);
        private Ranges ports = Ranges.NONE;

        void add(Protocol protocol, Ranges open) {
            if (!open.isEmpty()) {
                protocols.add(protocol);
                ports = ports.plus(open);
            }
        }

        void report(
                SecurityRule rule, Opening.Kind kind, List<String> sources, boolean onlyAsked, List<Opening> openings) {
            if (!ports.isEmpty()) {
                openings.add(new Opening(
                        rule.name(), rule.priority(), rule.path(), kind, sources, ports, protocols, onlyAsked));
            }
        }
    }
}
