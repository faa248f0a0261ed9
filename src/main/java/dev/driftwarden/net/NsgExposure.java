package dev.driftwarden.net;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which rules of a network security group let the internet reach ports: the first rule that matches a packet decides.
 *
 * <p>Earlier denies are taken away in the space of source, destination, port and protocol; several partial ones add up. Earlier
 * allows take nothing away, so that every rule that would still open the port after the others are gone is told. A deny for
 * some source ports only stops nobody, because a client picks its own. Rules of priority 65000 and above are Azure's own.
 */
public final class NsgExposure {
    private final List<SecurityRule> denies;
    private final Space.Effort effort = new Space.Effort();
    private final Map<Question, Progress> asked = new HashMap<>();

    private NsgExposure(List<SecurityRule> rules, Ranges ports) {
        this.denies = rules.stream().filter(rule -> mayClose(rule, ports)).toList();
    }

    private static boolean mayClose(SecurityRule rule, Ranges ports) {
        Addresses sources = rule.source().addresses().publicOnly();
        return !rule.allows()
                && rule.everySourcePort()
                && !rule.ports().intersect(ports).isEmpty()
                && !(sources.equals(Addresses.NONE) && rule.source().tags().isEmpty());
    }

    /**
     * The rules by which at least one of the ports is open for one of the protocols, by priority.
     *
     * @param group a network security group as ARM returns it
     * @throws UndecidableException naming the place when a rule cannot be read
     */
    public static List<Opening> openings(JsonNode group, Ranges ports, Set<Protocol> protocols) {
        List<SecurityRule> rules = SecurityRule.inboundOf(group);
        NsgExposure exposure = new NsgExposure(rules, ports);
        List<Opening> openings = new ArrayList<>();
        for (SecurityRule rule : rules) {
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

    /** Whether so many public addresses count as the internet. */
    static boolean wide(Addresses sources) {
        Addresses open = sources.publicOnly();
        return AddressFamily.V4.isWide(open.v4()) || AddressFamily.V6.isWide(open.v6());
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
        Ranges found = Ranges.NONE;
        for (Destination destination : Destination.of(rule.destination())) {
            found = found.plus(open(new Question(AddressFamily.V4, protocol, ports, open.v4(), destination, tag), rule))
                    .plus(open(new Question(AddressFamily.V6, protocol, ports, open.v6(), destination, tag), rule));
        }
        return found;
    }

    /** What a rule allows; many rules of a group ask the same at different priorities. */
    private record Question(
            AddressFamily family,
            Protocol protocol,
            Ranges ports,
            Ranges sources,
            Destination destination,
            String tag) {}

    /** The space of a question after the first so many denies. */
    private static final class Progress {
        private final Space space;
        private int denies;

        Progress(Space space) {
            this.space = space;
        }
    }

    private Ranges open(Question question, SecurityRule rule) {
        if (!question.family.isWide(question.sources)) {
            return Ranges.NONE;
        }
        Progress progress = asked.computeIfAbsent(question, this::begin);
        takeDenies(progress, question, rule.priority());
        return progress.space.ports();
    }

    private Progress begin(Question question) {
        Ranges targets = question.family.of(question.destination.addresses());
        return new Progress(
                new Space(new Space.Cell(targets, question.ports, question.sources), question.family::isWide, effort));
    }

    /** Takes away the denies with a lower priority that were not taken yet; rules are asked in ascending order. */
    private void takeDenies(Progress progress, Question question, int priority) {
        while (progress.denies < denies.size() && denies.get(progress.denies).priority() < priority) {
            SecurityRule deny = denies.get(progress.denies++);
            if (deny.protocols().contains(question.protocol) && !progress.space.isEmpty()) {
                progress.space.take(closedBy(deny, question));
            }
        }
    }

    private static Space.Cell closedBy(SecurityRule deny, Question question) {
        Addresses sources = deny.source().tags().stream().anyMatch(tag -> covers(tag, question.tag))
                ? Addresses.ALL
                : deny.source().addresses();
        Addresses targets = question.destination.deniedBy(deny.destination());
        return new Space.Cell(question.family.of(targets), deny.ports(), question.family.of(sources));
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
