package dev.driftwarden.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Compares the judgement of random groups with a simulator that sends every packet of a small world through the rules. */
class NsgSimulationTest {
    /** Sixteen sources of 2^24 public addresses each: one of them let in is enough to count. */
    private static final int SOURCES = 16;

    private static final int TARGETS = 4;
    private static final int PORTS = 8;

    private record Rule(
            int priority, boolean allow, Set<Protocol> protocols, int from, int to, int target, int first, int last) {
        boolean matches(int source, int destination, int port, Protocol asked) {
            return source >= from
                    && source <= to
                    && (target < 0 || target == destination)
                    && port >= first
                    && port <= last
                    && protocols.contains(asked);
        }

        String json() {
            List<String> sources = new ArrayList<>();
            for (int i = from; i <= to; i++) {
                sources.add((20 + i) + ".0.0.0/8");
            }
            return Shapes.rule(
                    "r" + priority,
                    priority,
                    allow ? "Allow" : "Deny",
                    protocols.size() == 2 ? "*" : protocols.iterator().next().name(),
                    String.join(",", sources),
                    target < 0 ? "*" : "10.0.0." + target,
                    first + "-" + last);
        }
    }

    private static Rule random(Random random, int priority) {
        int from = random.nextInt(SOURCES);
        int first = random.nextInt(PORTS);
        return new Rule(
                priority,
                random.nextInt(3) == 0,
                switch (random.nextInt(4)) {
                    case 0 -> Set.of(Protocol.TCP);
                    case 1 -> Set.of(Protocol.UDP);
                    default -> Set.of(Protocol.values());
                },
                random.nextInt(3) == 0 ? 0 : from,
                random.nextInt(3) == 0 ? SOURCES - 1 : Math.min(SOURCES - 1, from + random.nextInt(6)),
                random.nextBoolean() ? -1 : random.nextInt(TARGETS),
                first,
                Math.min(PORTS - 1, first + random.nextInt(PORTS)));
    }

    /** The ports that one allow rule opens when no other allow rule existed. */
    private static Set<String> simulate(List<Rule> rules, Rule allow, Protocol protocol) {
        Set<String> open = new TreeSet<>();
        for (int port = 0; port < PORTS; port++) {
            for (int target = -2; target < TARGETS; target++) {
                for (int source = 0; source < SOURCES; source++) {
                    if (firstMatchIs(rules, allow, source, target, port, protocol)) {
                        open.add(Integer.toString(port));
                    }
                }
            }
        }
        return open;
    }

    private static boolean firstMatchIs(
            List<Rule> rules, Rule allow, int source, int target, int port, Protocol asked) {
        for (Rule rule : rules) {
            if ((rule.equals(allow) || !rule.allow()) && rule.matches(source, target, port, asked)) {
                return rule.equals(allow);
            }
        }
        return false;
    }

    @Test
    void agreesWithSendingEveryPacket() {
        Random random = new Random(4_242);
        int open = 0;
        int shadowed = 0;
        for (int round = 0; round < 2_000; round++) {
            List<Rule> rules = new ArrayList<>();
            for (int i = 1 + random.nextInt(10); i > 0; i--) {
                rules.add(random(random, 100 + i));
            }
            String[] bodies = rules.stream().map(Rule::json).toArray(String[]::new);
            rules.sort(Comparator.comparingInt(Rule::priority));
            for (Protocol protocol : Protocol.values()) {
                List<Opening> found = NsgExposure.openings(
                        Shapes.group(bodies), Ports.of(List.of(0, 1, 2, 3, 4, 5, 6, 7)), Set.of(protocol));
                for (Rule rule : rules) {
                    if (rule.allow()) {
                        Set<String> expected = simulate(rules, rule, protocol);
                        assertThat(portsOf(found, rule))
                                .as("round %d, %s in %s", round, rule, rules)
                                .isEqualTo(expected);
                        open += expected.isEmpty() ? 0 : 1;
                        shadowed += expected.isEmpty() ? 1 : 0;
                    }
                }
            }
        }
        assertThat(open).isGreaterThan(500);
        assertThat(shadowed).isGreaterThan(500);
    }

    private static Set<String> portsOf(List<Opening> openings, Rule rule) {
        Set<String> ports = new TreeSet<>();
        for (Opening opening : openings) {
            if (opening.rule().equals("r" + rule.priority())) {
                for (int port = 0; port < PORTS; port++) {
                    if (opening.ports().containsAll(Ports.of(port))) {
                        ports.add(Integer.toString(port));
                    }
                }
            }
        }
        return ports;
    }
}
