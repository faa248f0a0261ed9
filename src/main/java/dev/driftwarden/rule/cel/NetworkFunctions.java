package dev.driftwarden.rule.cel;

import static dev.driftwarden.rule.cel.FunctionTable.DYN;
import static dev.driftwarden.rule.cel.FunctionTable.LIST;
import static dev.driftwarden.rule.cel.FunctionTable.TRUTH;
import static dev.driftwarden.rule.cel.FunctionTable.WHOLE;

import dev.cel.common.values.NullValue;
import dev.driftwarden.net.IpRanges;
import dev.driftwarden.net.NsgExposure;
import dev.driftwarden.net.Opening;
import dev.driftwarden.net.Ports;
import dev.driftwarden.net.Protocol;
import dev.driftwarden.net.Ranges;
import dev.driftwarden.net.SecurityRuleEdit;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Address ranges and the exposure of network security groups. */
final class NetworkFunctions {
    private NetworkFunctions() {}

    static void addTo(FunctionTable table) {
        table.add("ipCover", WHOLE, List.of(DYN), a -> IpRanges.cover(Arguments.texts(a[0], "ipCover")));
        table.add("ipCoverRanges", WHOLE, List.of(DYN), NetworkFunctions::coverRanges);
        table.add("wideIpv6", TRUTH, List.of(DYN), a -> IpRanges.wideIpv6(Arguments.texts(a[0], "wideIpv6")));
        table.add(
                "ipWithin",
                TRUTH,
                List.of(DYN, DYN),
                a -> IpRanges.within(Arguments.text(a[0], "ipWithin"), Arguments.texts(a[1], "ipWithin")));
        table.add("nsgOpenings", LIST, List.of(DYN, DYN, DYN), NetworkFunctions::openings);
        table.add("nsgWideOpenings", LIST, List.of(DYN, DYN, DYN), NetworkFunctions::wideOpenings);
        table.add("nsgClose", DYN, List.of(DYN, DYN, DYN), NetworkFunctions::close);
    }

    private static Object coverRanges(Object[] args) {
        return IpRanges.coverPairs(Arguments.list(args[0], "ipCoverRanges").stream()
                .map(item -> Arguments.texts(item, "ipCoverRanges"))
                .map(NetworkFunctions::pair)
                .toList());
    }

    private static IpRanges.Pair pair(List<String> ends) {
        if (ends.size() != 2) {
            throw EvaluationException.of("ipCoverRanges() takes pairs of start and end");
        }
        return new IpRanges.Pair(ends.get(0), ends.get(1));
    }

    private static Object openings(Object[] args) {
        return views(NsgExposure.openings(
                Json.node(args[0]), ports(args[1], "nsgOpenings"), protocols(args[2], "nsgOpenings")));
    }

    private static Object wideOpenings(Object[] args) {
        if (!(args[1] instanceof Long more)) {
            throw EvaluationException.of("nsgWideOpenings() takes the number of ports that is still fine");
        }
        return views(NsgExposure.wideOpenings(Json.node(args[0]), more, protocols(args[2], "nsgWideOpenings")));
    }

    private static Ranges ports(Object value, String function) {
        if (value instanceof Number port) {
            return Ports.of(List.of(port));
        }
        return Ports.of(numbers(Arguments.list(value, function), function));
    }

    private static Collection<Number> numbers(List<?> values, String function) {
        return values.stream()
                .map(value -> {
                    if (value instanceof Number number) {
                        return number;
                    }
                    throw EvaluationException.of(function + "() takes ports as numbers");
                })
                .map(Number.class::cast)
                .toList();
    }

    private static Set<Protocol> protocols(Object value, String function) {
        Set<Protocol> wanted = EnumSet.noneOf(Protocol.class);
        for (String name : Arguments.texts(value, function)) {
            switch (name.toLowerCase(Locale.ROOT)) {
                case "tcp" -> wanted.add(Protocol.TCP);
                case "udp" -> wanted.add(Protocol.UDP);
                default -> throw EvaluationException.of(function + "() takes the protocols Tcp and Udp");
            }
        }
        return wanted;
    }

    private static Object views(List<Opening> openings) {
        return openings.stream().map(NetworkFunctions::view).toList();
    }

    private static Map<String, Object> view(Opening opening) {
        return Map.of(
                "rule", opening.rule(),
                "priority", (long) opening.priority(),
                "path", opening.path(),
                "kind", opening.kind().word(),
                "sources", opening.sources(),
                "ports", opening.ports().texts(),
                "protocols",
                        opening.protocols().stream().map(Enum::name).sorted().toList(),
                "servesOnlyAsked", opening.servesOnlyAsked());
    }

    /** The body to write instead of a rule, or null when it is to be removed. */
    private static Object close(Object[] args) {
        SecurityRuleEdit edit = SecurityRuleEdit.close(
                Json.node(args[0]), ports(args[1], "nsgClose"), Arguments.texts(args[2], "nsgClose"));
        return edit instanceof SecurityRuleEdit.Replace replace ? Json.view(replace.body(), "") : NullValue.NULL_VALUE;
    }
}
