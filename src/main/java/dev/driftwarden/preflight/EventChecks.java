package dev.driftwarden.preflight;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.infra.EventFilters;
import dev.driftwarden.preflight.Tenant.Answer;
import dev.driftwarden.resource.ResourceId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Whether Event Grid tells the bot of every operation that can change a rule's answer, and keeps what it cannot deliver. */
final class EventChecks {
    static final String API = "2025-02-15";
    static final String SUBSCRIPTION_EVENTS = "Microsoft.Resources.Subscriptions";

    private static final String AREA = "events";
    private static final String EVENT = "Microsoft.Resources.Resource";
    private static final String AGAIN =
            "Run `driftwarden infra events`, then deploy again: the module event-subscriptions writes them anew.";

    private final Tenant tenant;
    private final EventFilters filters;

    EventChecks(Tenant tenant, EventFilters filters) {
        this.tenant = tenant;
        this.filters = filters;
    }

    Stream<Check> in(ResourceId subscription) {
        Answer<Optional<JsonNode>> topic = topic(tenant, subscription);
        if (topic.failed()) {
            return Stream.of(Check.unknown(
                    AREA,
                    subscription.path(),
                    "System topics cannot be listed: " + topic.problem(),
                    "Run this as somebody with Reader on the subscription."));
        }
        return topic.value()
                .map(found -> of(found))
                .orElseGet(() -> Stream.of(Check.fail(
                        AREA,
                        subscription.path(),
                        "There is no system topic for the events of this subscription: the bot learns of changes only from the "
                                + "nightly sweep.",
                        "Add the subscription to watchedSubscriptions and deploy.")));
    }

    /** The one topic that tells of the subscription's resources; Azure allows no second. */
    static Answer<Optional<JsonNode>> topic(Tenant tenant, ResourceId subscription) {
        return tenant.list(subscription.resolve("providers/Microsoft.EventGrid/systemTopics"), API, "")
                .map(topics -> topics.stream()
                        .filter(one -> one.at("/properties/topicType").asText().equalsIgnoreCase(SUBSCRIPTION_EVENTS))
                        .findFirst());
    }

    private Stream<Check> of(JsonNode topic) {
        ResourceId id = ResourceId.parse(topic.path("id").asText());
        Answer<List<JsonNode>> subscriptions = tenant.list(id.resolve("eventSubscriptions"), API, "");
        if (subscriptions.failed()) {
            return Stream.of(Check.unknown(
                    AREA, id.path(), "Event subscriptions cannot be listed: " + subscriptions.problem(), ""));
        }
        List<Check> checks = new ArrayList<>();
        identity(topic, id, checks);
        List<JsonNode> ours = subscriptions.value().stream()
                .filter(one -> one.path("name").asText().startsWith("driftwarden-"))
                .toList();
        if (ours.isEmpty()) {
            checks.add(
                    Check.fail(AREA, id.path(), "No event subscription 'driftwarden-…' hangs at this topic.", AGAIN));
            return checks.stream();
        }
        ours.forEach(one -> delivery(one, checks));
        coverage(id, ours, checks);
        return checks.stream();
    }

    private static void identity(JsonNode topic, ResourceId id, List<Check> checks) {
        if (!topic.at("/identity/type").asText().contains("SystemAssigned")) {
            checks.add(Check.fail(
                    AREA,
                    id.path(),
                    "The system topic has no system-assigned identity, so it cannot deliver to a storage account without keys.",
                    "az eventgrid system-topic update --resource-group GROUP --name " + id.name()
                            + " --identity systemassigned; then deploy again."));
        }
    }

    private static void delivery(JsonNode one, List<Check> checks) {
        String place = one.path("id").asText();
        JsonNode properties = one.path("properties");
        String state = properties.path("provisioningState").asText("Succeeded");
        if (!state.equals("Succeeded")) {
            checks.add(Check.fail(AREA, place, "The event subscription is in state " + state + ".", AGAIN));
        }
        JsonNode destination = properties.has("deliveryWithResourceIdentity")
                ? properties.at("/deliveryWithResourceIdentity/destination")
                : properties.path("destination");
        if (!reachesTheBot(destination)) {
            checks.add(Check.fail(
                    AREA,
                    place,
                    "Its events go to " + destination.path("endpointType").asText("nowhere")
                            + ", not to the queue driftwarden-events or the function OnResourceChange.",
                    AGAIN));
        }
        if (deadLetters(properties).isEmpty()) {
            checks.add(Check.fail(
                    AREA, place, "It has no dead-letter container: events that cannot be delivered are lost.", AGAIN));
        }
    }

    private static boolean reachesTheBot(JsonNode destination) {
        JsonNode to = destination.path("properties");
        return switch (destination.path("endpointType").asText()) {
            case "StorageQueue" -> to.path("queueName").asText().equals("driftwarden-events");
            case "AzureFunction" -> to.path("resourceId").asText().endsWith("/functions/OnResourceChange");
            default -> false;
        };
    }

    private static Optional<String> deadLetters(JsonNode properties) {
        String container = properties
                .at("/deadLetterWithResourceIdentity/deadLetterDestination/properties/blobContainerName")
                .asText(properties
                        .at("/deadLetterDestination/properties/blobContainerName")
                        .asText(""));
        return Optional.of(container).filter(name -> !name.isEmpty());
    }

    private void coverage(ResourceId topic, List<JsonNode> ours, List<Check> checks) {
        Set<String> missing = new TreeSet<>(Comparator.naturalOrder());
        filters.subscriptions().stream()
                .flatMap(List::stream)
                .filter(operation -> ours.stream().noneMatch(one -> tells(one, operation)))
                .forEach(missing::add);
        if (missing.isEmpty()) {
            checks.add(Check.ok(
                    AREA,
                    topic.path(),
                    "All "
                            + filters.subscriptions().stream()
                                    .mapToInt(List::size)
                                    .sum()
                            + " operations that rules care about are told of, by " + ours.size()
                            + " event subscriptions."));
            return;
        }
        checks.add(Check.fail(
                AREA,
                topic.path(),
                "The bot is not told of " + missing.size() + " operations: " + Wording.listed(missing) + ".",
                AGAIN));
    }

    private static boolean tells(JsonNode one, String operation) {
        JsonNode filter = one.at("/properties/filter");
        String kind = operation.substring(operation.lastIndexOf('/') + 1);
        boolean typed = filter.path("includedEventTypes").isEmpty()
                || contains(filter.path("includedEventTypes"), EVENT + kind + "Success");
        if (!typed) {
            return false;
        }
        for (JsonNode advanced : filter.path("advancedFilters")) {
            boolean chooses = advanced.path("key").asText().equalsIgnoreCase("data.operationName");
            if (!chooses || !contains(advanced.path("values"), operation)) {
                return false;
            }
        }
        return true;
    }

    private static boolean contains(JsonNode values, String wanted) {
        for (JsonNode value : values) {
            if (value.asText().equalsIgnoreCase(wanted)) {
                return true;
            }
        }
        return false;
    }
}
