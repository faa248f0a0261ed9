package dev.driftwarden.infra;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.rule.load.RuleDefinition;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** The least roles with which the bot can do what the rules ask: one to read, one for each family of fixes. */
public final class Roles {
    /** Belongs to the tenant: no subscription can give a role for it. */
    private static final String TENANT_PROVIDER = "microsoft.aadiam";

    /**
     * What no role gives the bot, although a rule's fix would need it, because it leads to any right at all past the condition on
     * role assignments, or takes away what protects others. Such a fix is refused by Azure and becomes a ticket.
     */
    private static final Set<String> WITHHELD = Set.of(
            "microsoft.authorization/roledefinitions/write",
            "microsoft.authorization/roleassignmentschedulerequests/write",
            "microsoft.authorization/roleeligibilityschedulerequests/write",
            "microsoft.authorization/elevateaccess/action",
            "microsoft.authorization/locks/write",
            "microsoft.authorization/locks/delete",
            "microsoft.authorization/denyassignments/delete");

    private final List<RuleNeeds> needs;

    private Roles(List<RuleNeeds> needs) {
        this.needs = needs;
    }

    public static Roles of(Collection<RuleDefinition> rules) {
        return new Roles(rules.stream().map(RuleNeeds::of).toList());
    }

    /** Where a rule writes to an address of which it does not say the type, as {@code rule: file:line:column}. */
    public List<String> unknown() {
        return needs.stream().flatMap(need -> need.unknown().stream()).toList();
    }

    /** As the templates load it. */
    public ObjectNode json() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("about", "Generated from the rules by: driftwarden infra roles");
        root.set("reader", reader());
        ObjectNode write = root.putObject("write");
        root.putObject("withheld");
        ObjectNode graph = root.putObject("graph");
        add(graph, "read", union(needs, RuleNeeds::graphReads));
        ObjectNode graphWrite = graph.putObject("write");
        families().forEach((family, members) -> {
            Set<String> actions = union(members, RuleNeeds::actions);
            Set<String> withheld = RuleNeeds.names();
            actions.stream().filter(Roles::isWithheld).forEach(withheld::add);
            actions.removeIf(action -> !isGiven(action));
            if (!actions.isEmpty()) {
                write.set(family, writer(family, members, actions));
            }
            add(root.withObjectProperty("withheld"), family, withheld);
            add(graphWrite, family, union(members, RuleNeeds::graphWrites));
        });
        return root;
    }

    private ObjectNode reader() {
        Set<String> whole = union(needs, RuleNeeds::providers);
        whole.removeIf(Roles::ofTenant);
        Set<String> actions = RuleNeeds.names();
        whole.forEach(provider -> actions.add(provider + "/*/read"));
        OwnRead.ALL.stream()
                .filter(read -> !whole.contains(read.provider()))
                .forEach(read -> actions.add(read.action()));
        ObjectNode role = JsonNodeFactory.instance.objectNode();
        role.put("name", "Driftwarden Reader");
        role.put("description", "Reads the configuration that the rules of Driftwarden judge. Reads no keys, no data.");
        add(role, "actions", actions);
        return role;
    }

    private static ObjectNode writer(String family, List<RuleNeeds> members, Set<String> actions) {
        ObjectNode role = JsonNodeFactory.instance.objectNode();
        role.put("name", "Driftwarden Writer, " + family);
        role.put("description", "Applies and undoes the fixes of Driftwarden's rules of the family " + family + ".");
        role.put(
                "roleAssignments",
                actions.stream().anyMatch(action -> action.startsWith("Microsoft.Authorization/roleAssignments/")));
        add(role, "actions", actions);
        add(
                role,
                "rules",
                members.stream()
                        .filter(need -> !need.actions().isEmpty())
                        .map(RuleNeeds::rule)
                        .toList());
        return role;
    }

    private Map<String, List<RuleNeeds>> families() {
        Map<String, List<RuleNeeds>> families = new TreeMap<>();
        needs.stream()
                .map(RuleNeeds::family)
                .distinct()
                .forEach(family -> families.put(
                        family,
                        needs.stream()
                                .filter(need -> need.family().equals(family))
                                .toList()));
        return families;
    }

    private static Set<String> union(List<RuleNeeds> needs, Function<RuleNeeds, Set<String>> part) {
        Set<String> all = RuleNeeds.names();
        needs.forEach(need -> all.addAll(part.apply(need)));
        return all;
    }

    /** Whether a role gives it. */
    static boolean isGiven(String action) {
        return !ofTenant(action) && !isWithheld(action);
    }

    private static boolean isWithheld(String action) {
        return WITHHELD.contains(action.toLowerCase(Locale.ROOT));
    }

    private static boolean ofTenant(String name) {
        return name.toLowerCase(Locale.ROOT).startsWith(TENANT_PROVIDER);
    }

    private static void add(ObjectNode parent, String name, Collection<String> values) {
        if (!values.isEmpty()) {
            ArrayNode list = parent.putArray(name);
            values.forEach(list::add);
        }
    }
}
