package dev.driftwarden.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.plan.Operation;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.GuardResult;
import dev.driftwarden.rule.Mode;
import dev.driftwarden.world.Unreadable;
import dev.driftwarden.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Before public access to a storage account is closed: which CDN and Front Door profiles of its subscription fetch from it.
 * Profiles of other subscriptions are not seen.
 */
final class OriginGuard {
    private static final String API = "2024-02-01";
    private static final String ACCOUNTS = "microsoft.storage/storageaccounts";
    private static final int MOST_PROFILES = 20;

    private final World world;
    private final List<String> found = new ArrayList<>();
    private Optional<Unreadable> problem = Optional.empty();

    OriginGuard(World world) {
        this.world = world;
    }

    /** Empty when the fix closes nothing that such a profile could need. */
    Optional<GuardResult> of(ResourceId resource, List<Operation> operations) {
        boolean closes = resource.type().key().equals(ACCOUNTS)
                && operations.stream().anyMatch(operation -> closes(operation, resource));
        if (!closes) {
            return Optional.empty();
        }
        ResourceId profiles = ResourceId.parse(
                "/subscriptions/" + resource.subscriptionId().orElse("none") + "/providers/Microsoft.Cdn/profiles");
        List<JsonNode> all = list(profiles);
        all.stream().limit(MOST_PROFILES).forEach(profile -> look(profile, resource));
        return Optional.of(result(all.size()));
    }

    private static boolean closes(Operation operation, ResourceId resource) {
        JsonNode body = operation.body();
        JsonNode properties = body == null || !operation.target().equals(resource) ? null : body.path("properties");
        return properties != null
                && ((properties.has("allowBlobPublicAccess")
                                && !properties.path("allowBlobPublicAccess").asBoolean())
                        || properties.path("publicNetworkAccess").asText().equalsIgnoreCase("Disabled")
                        || properties.at("/networkAcls/defaultAction").asText().equalsIgnoreCase("Deny"));
    }

    private GuardResult result(int profiles) {
        if (!found.isEmpty()) {
            return new GuardResult(
                    Mode.APPROVE,
                    "CDN or Front Door fetches from it and would get nothing: " + String.join(", ", found) + ".");
        }
        if (problem.isPresent() || profiles > MOST_PROFILES) {
            String why = problem.map(Unreadable::message).orElse("there are " + profiles + " profiles");
            return new GuardResult(Mode.APPROVE, "Whether CDN or Front Door fetches from it could not be read: " + why);
        }
        return new GuardResult(
                Mode.AUTO,
                "No CDN or Front Door profile of the subscription fetches from it (looked at " + profiles + ").");
    }

    private void look(JsonNode profile, ResourceId account) {
        Optional<ResourceId> id = ResourceId.tryParse(profile.path("id").asText());
        if (id.isEmpty()) {
            return;
        }
        if (profile.at("/sku/name").asText().contains("AzureFrontDoor")) {
            for (JsonNode group : list(id.get().resolve("originGroups"))) {
                ResourceId.tryParse(group.path("id").asText())
                        .ifPresent(one -> note(list(one.resolve("origins")), profile, account));
            }
        } else {
            list(id.get().resolve("endpoints"))
                    .forEach(endpoint -> endpoint.at("/properties/origins")
                            .forEach(origin -> note(List.of(origin), profile, account)));
        }
    }

    private void note(List<JsonNode> origins, JsonNode profile, ResourceId account) {
        String prefix = account.name().toLowerCase(Locale.ROOT) + ".";
        origins.stream()
                .map(origin -> origin.at("/properties/hostName").asText().toLowerCase(Locale.ROOT))
                .filter(host -> host.startsWith(prefix))
                .map(host -> profile.path("name").asText() + " from " + host)
                .filter(line -> !found.contains(line))
                .forEach(found::add);
    }

    private List<JsonNode> list(ResourceId collection) {
        return world.list(collection, API, "").match(members -> members, why -> {
            problem = Optional.of(why);
            return List.of();
        });
    }
}
