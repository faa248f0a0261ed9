package dev.driftwarden.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.world.Inventory;
import dev.driftwarden.world.Inventory.Portion;
import dev.driftwarden.world.Inventory.Query;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Cuts a tenant into parts of about equal size, with a few calls. */
public final class Planner {
    private static final String SUBSCRIPTIONS_API = "2022-12-01";
    private static final String GROUPS_API = "2021-04-01";

    /** Rows of a part: some pages, so that a part has something to go through and parts can be gone through side by side. */
    private static final long ROWS = 8_000;

    /** Subscriptions in a query; Microsoft advises no more than 300. */
    private static final int SUBSCRIPTIONS = 300;

    private static final int LISTS = 60;
    private static final String UUID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

    private final Places places;
    private final Inventory inventory;
    private final SweepScope scope;
    private final List<Shard> shards = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();

    public Planner(Places places, Inventory inventory, SweepScope scope) {
        this.places = places;
        this.inventory = inventory;
        this.scope = scope;
    }

    /** Thrown when the subscriptions cannot be listed at all: without them there is nothing to go through. */
    public static final class NoSubscriptionsException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final boolean retryable;

        NoSubscriptionsException(String message, boolean retryable) {
            super(message);
            this.retryable = retryable;
        }

        public boolean retryable() {
            return retryable;
        }
    }

    /** @throws NoSubscriptionsException when nobody can say which subscriptions there are */
    public Plan plan() {
        List<String> subscriptions = subscriptions();
        if (places.judgesSubscriptions() && !subscriptions.isEmpty()) {
            List<String> ids =
                    subscriptions.stream().map(id -> "/subscriptions/" + id).toList();
            shards.add(new Shard("subscriptions", Shard.Kind.OBJECTS, ids, List.of(), ids.size()));
        }
        rows(subscriptions);
        lists(subscriptions);
        return new Plan(shards, subscriptions, gaps);
    }

    private List<String> subscriptions() {
        if (!scope.subscriptions().isEmpty()) {
            return List.copyOf(new TreeSet<>(scope.subscriptions()));
        }
        TreeSet<String> found = new TreeSet<>();
        String next = "";
        do {
            Portion portion = scope.managementGroup() == null
                    ? inventory.list(ResourceId.parse("/subscriptions"), SUBSCRIPTIONS_API, "", next)
                    : inventory.query(below(scope.managementGroup()), next);
            if (portion instanceof Portion.Failed failed) {
                throw new NoSubscriptionsException(
                        failed.why().message(), failed.why().worthRetrying());
            }
            Portion.Page page = (Portion.Page) portion;
            page.rows().forEach(row -> addSubscription(row, found));
            next = page.next();
        } while (!next.isEmpty());
        return List.copyOf(found);
    }

    private static Query below(String managementGroup) {
        return new Query(
                "resourcecontainers | where type =~ 'microsoft.resources/subscriptions'"
                        + " | project id, subscriptionId | order by tolower(id) asc",
                List.of(),
                List.of(managementGroup),
                1_000);
    }

    private void addSubscription(JsonNode row, Set<String> found) {
        String id = row.path("subscriptionId").asText("").toLowerCase(Locale.ROOT);
        if (id.matches(UUID)) {
            found.add(id);
        } else {
            gaps.add(new Gap("a subscription without an id", "BadRow", "It cannot be gone through."));
        }
    }

    private void rows(List<String> subscriptions) {
        List<String> types = places.inResourceGraph();
        if (types.isEmpty()) {
            return;
        }
        Map<String, Long> sizes = sizes(subscriptions, types);
        List<String> together = new ArrayList<>();
        long rows = 0;
        for (String subscription : subscriptions) {
            long size = sizes.getOrDefault(subscription, 0L);
            boolean full = !together.isEmpty() && (rows + size > ROWS || together.size() == SUBSCRIPTIONS);
            if (full) {
                addRows(together, types, rows);
                together.clear();
                rows = 0;
            }
            together.add(subscription);
            rows += size;
        }
        if (!together.isEmpty()) {
            addRows(together, types, rows);
        }
    }

    private void addRows(List<String> subscriptions, List<String> types, long rows) {
        shards.add(new Shard("rows-" + shards.size(), Shard.Kind.ROWS, subscriptions, types, rows));
    }

    /** How many resources each subscription has. Only for cutting: where it cannot be told, parts become unequal. */
    private Map<String, Long> sizes(List<String> subscriptions, List<String> types) {
        Map<String, Long> sizes = new HashMap<>();
        String text =
                "resources | where type in~ (" + Reader.quoted(types) + ") | summarize n=count() by subscriptionId";
        for (int from = 0; from < subscriptions.size(); from += SUBSCRIPTIONS) {
            List<String> some = subscriptions.subList(from, Math.min(subscriptions.size(), from + SUBSCRIPTIONS));
            if (inventory.query(new Query(text, some, List.of(), 1_000), "") instanceof Portion.Page page) {
                page.rows()
                        .forEach(row -> sizes.put(
                                row.path("subscriptionId").asText("").toLowerCase(Locale.ROOT),
                                row.path("n").asLong()));
            }
        }
        return sizes;
    }

    private void lists(List<String> subscriptions) {
        List<String> paths = new ArrayList<>();
        for (String subscription : subscriptions) {
            places.ofSubscriptions().forEach(path -> paths.add("/subscriptions/" + subscription + path));
        }
        if (scope.whole() && places.judgesRoleAssignments()) {
            paths.add("/providers/" + Places.ROLE_ASSIGNMENTS);
            managementGroups().forEach(group -> paths.add(group + "/providers/" + Places.ROLE_ASSIGNMENTS));
        }
        for (int from = 0; from < paths.size(); from += LISTS) {
            addLists("lists-" + from / LISTS, paths.subList(from, Math.min(paths.size(), from + LISTS)));
        }
        if (scope.whole()) {
            places.ofTenant().forEach(path -> addLists("tenant" + path.replace('/', '.'), List.of(path)));
        }
    }

    private void addLists(String id, List<String> paths) {
        shards.add(new Shard(id, Shard.Kind.LISTS, paths, List.of(), 0));
    }

    private List<String> managementGroups() {
        ResourceId all = ResourceId.parse("/providers/Microsoft.Management/managementGroups");
        List<String> groups = new ArrayList<>();
        String next = "";
        do {
            Portion portion = inventory.list(all, GROUPS_API, "", next);
            if (portion instanceof Portion.Failed failed) {
                gaps.add(Gap.of("role assignments of management groups", failed.why()));
                return groups;
            }
            Portion.Page page = (Portion.Page) portion;
            page.rows()
                    .forEach(row -> ResourceId.tryParse(row.path("id").asText(""))
                            .filter(id -> id.isWithin(all))
                            .ifPresent(id -> groups.add(id.path())));
            next = page.next();
        } while (!next.isEmpty());
        return groups;
    }
}
