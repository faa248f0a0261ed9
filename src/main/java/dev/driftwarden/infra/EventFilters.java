package dev.driftwarden.infra;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.rule.load.RuleDefinition;
import dev.driftwarden.rule.load.Trigger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The operations that the bot has to be told about, divided among event subscriptions. Why so: docs/decisions/0006-event-filters.md.
 */
public final class EventFilters {
    /**
     * How many values an event subscription may compare with, over all its advanced filters.
     *
     * @see <a href="https://learn.microsoft.com/azure/event-grid/event-filtering">Event Grid: event filtering</a>
     */
    public static final int MOST_VALUES = 25;

    private static final String EVENT = "Microsoft.Resources.Resource";

    private final List<List<String>> subscriptions;

    private EventFilters(List<List<String>> subscriptions) {
        this.subscriptions = subscriptions;
    }

    public static EventFilters of(Collection<RuleDefinition> rules) {
        return new EventFilters(pack(byProvider(rules)));
    }

    /** The operations of each event subscription. No operation is in two of them. */
    public List<List<String>> subscriptions() {
        return subscriptions;
    }

    /** As the templates load it. */
    public ObjectNode json() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("about", "Generated from the rules by: driftwarden infra events");
        var list = root.putArray("subscriptions");
        for (int i = 0; i < subscriptions.size(); i++) {
            List<String> operations = subscriptions.get(i);
            ObjectNode entry = list.addObject().put("name", "driftwarden-" + (i + 1));
            var eventTypes = entry.putArray("eventTypes");
            eventTypes(operations).forEach(eventTypes::add);
            var values = entry.putArray("operations");
            operations.forEach(values::add);
        }
        return root;
    }

    private static Map<String, Set<String>> byProvider(Collection<RuleDefinition> rules) {
        Map<String, Set<String>> byProvider = new TreeMap<>();
        rules.stream()
                .flatMap(EventFilters::operations)
                .filter(EventFilters::toldOf)
                .forEach(operation -> byProvider
                        .computeIfAbsent(provider(operation), any -> RuleNeeds.names())
                        .add(operation));
        byProvider.values().forEach(EventFilters::dropOtherSpellings);
        return byProvider;
    }

    /** What the rule lists, and that its resource goes away: then its finding has to be closed. */
    private static Stream<String> operations(RuleDefinition rule) {
        return Stream.concat(
                rule.triggers().stream().map(Trigger::operation),
                rule.types().stream().map(type -> type.name() + "/delete"));
    }

    /** The directory tells of its changes elsewhere. */
    private static boolean toldOf(String operation) {
        String provider = provider(operation);
        return !provider.equals("microsoft.graph") && !provider.equals("microsoft.aadiam");
    }

    private static String provider(String operation) {
        return operation.substring(0, operation.indexOf('/')).toLowerCase(Locale.ROOT);
    }

    /** Event Grid compares without regard to case. */
    private static void dropOtherSpellings(Set<String> operations) {
        Set<String> seen = new java.util.HashSet<>();
        operations.removeIf(operation -> !seen.add(operation.toLowerCase(Locale.ROOT)));
    }

    /** A provider stays together while it fits, so that a new rule moves few operations to another subscription. */
    private static List<List<String>> pack(Map<String, Set<String>> byProvider) {
        List<List<String>> packed = new ArrayList<>();
        List<String> open = new ArrayList<>();
        for (Set<String> operations : byProvider.values()) {
            if (open.size() + operations.size() > MOST_VALUES && !open.isEmpty()) {
                packed.add(open);
                open = new ArrayList<>();
            }
            for (String operation : operations) {
                if (open.size() == MOST_VALUES) {
                    packed.add(open);
                    open = new ArrayList<>();
                }
                open.add(operation);
            }
        }
        packed.add(open);
        return packed.stream().filter(list -> !list.isEmpty()).map(List::copyOf).toList();
    }

    private static List<String> eventTypes(List<String> operations) {
        return Stream.of("Write", "Delete", "Action")
                .filter(kind -> operations.stream()
                        .anyMatch(operation ->
                                operation.toLowerCase(Locale.ROOT).endsWith("/" + kind.toLowerCase(Locale.ROOT))))
                .map(kind -> EVENT + kind + "Success")
                .toList();
    }
}
