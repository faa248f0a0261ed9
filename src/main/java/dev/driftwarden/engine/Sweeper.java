package dev.driftwarden.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.engine.Jobs.LookJob;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.resource.ResourceType;
import dev.driftwarden.world.World;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds everything that any rule is about and queues a look at each, because events get lost. */
public final class Sweeper {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
    private static final String SUBSCRIPTIONS_API = "2022-12-01";
    private static final ResourceType SUBSCRIPTION = ResourceType.of("Microsoft.Resources/subscriptions");
    private static final String RESOURCES_API = "2021-04-01";
    private static final String AUTHORIZATION_API = "2022-04-01";

    private final Desk desk;

    public Sweeper(Desk desk) {
        this.desk = desk;
    }

    /**
     * What a sweep came to.
     *
     * @param looks how many looks were queued
     * @param unreadable what could not be listed, and why; the sweep is complete when this is empty
     */
    public record Outcome(int looks, List<String> unreadable) {
        public Outcome {
            unreadable = List.copyOf(unreadable);
        }
    }

    public Outcome sweep() {
        World world = desk.worlds().get();
        List<String> unreadable = new ArrayList<>();
        Set<ResourceId> found = new LinkedHashSet<>();
        Set<ResourceType> types = new LinkedHashSet<>(desk.rules().get().types());
        List<ResourceId> subscriptions = members(world, "/subscriptions", SUBSCRIPTIONS_API, "", unreadable);
        for (ResourceType type : types) {
            found.addAll(ofType(type, subscriptions, world, unreadable));
        }
        found.forEach(subject -> desk.jobs().look(new LookJob(subject, List.of(), 0), Duration.ZERO));
        LOG.info("sweep queued looks={} unreadable={}", found.size(), unreadable.size());
        return new Outcome(found.size(), unreadable);
    }

    private static List<ResourceId> ofType(
            ResourceType type, List<ResourceId> subscriptions, World world, List<String> unreadable) {
        if (type.isGraph()) {
            String collection = "/graph/" + type.name().substring("Microsoft.Graph/".length());
            return directory(world, collection, unreadable);
        }
        if (type.equals(SUBSCRIPTION)) {
            return subscriptions;
        }
        List<ResourceId> found = new ArrayList<>();
        for (ResourceId subscription : subscriptions) {
            found.addAll(
                    type.provider().equalsIgnoreCase("Microsoft.Authorization")
                            ? members(world, subscription + "/providers/" + type, AUTHORIZATION_API, "", unreadable)
                            : members(world, subscription + "/resources", RESOURCES_API, filter(type), unreadable));
        }
        return found;
    }

    private static String filter(ResourceType type) {
        return "$filter=" + URLEncoder.encode("resourceType eq '" + type + "'", StandardCharsets.UTF_8);
    }

    /** A collection's members, or the object itself where the path names a single one. */
    private static List<ResourceId> directory(World world, String path, List<String> unreadable) {
        ResourceId id = ResourceId.parse(path);
        List<String> notListed = new ArrayList<>();
        List<ResourceId> members = members(world, path, "v1.0", "", notListed);
        if (!members.isEmpty()) {
            return members;
        }
        boolean single = world.get(id, "v1.0").match(body -> true, () -> false, why -> false);
        if (single) {
            return List.of(id);
        }
        unreadable.addAll(notListed);
        return List.of();
    }

    private static List<ResourceId> members(
            World world, String collection, String apiVersion, String query, List<String> unreadable) {
        return world.list(ResourceId.parse(collection), apiVersion, query)
                .match(members -> members.stream().flatMap(m -> id(m).stream()).toList(), why -> {
                    unreadable.add(collection + ": " + why.code() + ": " + why.message());
                    return List.of();
                });
    }

    private static Optional<ResourceId> id(JsonNode member) {
        return ResourceId.tryParse(member.path("id").asText(""));
    }
}
