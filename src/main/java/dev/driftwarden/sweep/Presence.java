package dev.driftwarden.sweep;

import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.world.Inventory;
import dev.driftwarden.world.Inventory.Portion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Finds out whether all subscriptions that were gone through can be seen. Resource Graph says nothing of one that cannot: it only
 * leaves out its rows.
 */
public final class Presence {
    private static final String SUBSCRIPTIONS_API = "2022-12-01";

    private Presence() {}

    /** The subscriptions of these parts that cannot be seen now. */
    public static List<Gap> check(Inventory inventory, List<Shard> shards) {
        Set<String> visible = new HashSet<>();
        String next = "";
        do {
            Portion portion = inventory.list(ResourceId.parse("/subscriptions"), SUBSCRIPTIONS_API, "", next);
            if (portion instanceof Portion.Failed failed) {
                return List.of(Gap.of("whether all subscriptions are still there", failed.why()));
            }
            Portion.Page page = (Portion.Page) portion;
            page.rows()
                    .forEach(row ->
                            visible.add(row.path("subscriptionId").asText("").toLowerCase(Locale.ROOT)));
            next = page.next();
        } while (!next.isEmpty());
        List<Gap> gaps = new ArrayList<>();
        shards.stream()
                .filter(shard -> shard.kind() == Shard.Kind.ROWS)
                .flatMap(shard -> shard.scopes().stream())
                .distinct()
                .filter(id -> !visible.contains(id))
                .forEach(id -> gaps.add(new Gap(
                        "subscription " + id,
                        "SubscriptionNotFound",
                        "It does not exist, or it cannot be seen any more.")));
        return gaps;
    }
}
