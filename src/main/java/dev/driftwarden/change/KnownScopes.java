package dev.driftwarden.change;

import dev.driftwarden.resource.ResourceId;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The tenants and subscriptions whose events are taken.
 *
 * @param tenants ids in any case; empty takes any
 * @param subscriptions ids in any case; empty takes any
 */
record KnownScopes(Set<String> tenants, Set<String> subscriptions) {
    KnownScopes {
        tenants = lower(tenants);
        subscriptions = lower(subscriptions);
    }

    private static Set<String> lower(Set<String> ids) {
        return ids.stream().map(id -> id.strip().toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /** Why an event of this tenant is not taken; empty when it is. An event that names no tenant is taken. */
    Optional<String> refuseTenant(String tenant) {
        boolean known = tenants.isEmpty() || tenant.isEmpty() || tenants.contains(tenant.toLowerCase(Locale.ROOT));
        return known ? Optional.empty() : Optional.of("foreign tenant " + Fields.name(tenant));
    }

    /**
     * Why an event about this resource is not taken; empty when it is.
     *
     * @param claimed the subscription that the event's data names; empty when it names none
     * @param topic the event's topic, which names the subscription when the resource lies above any
     */
    Optional<String> refuseSubscription(ResourceId subject, String claimed, String topic) {
        if (subscriptions.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> own = subject.subscriptionId();
        if (own.isPresent() && !subscriptions.contains(own.get())) {
            return Optional.of("foreign subscription " + Fields.name(own.get()));
        }
        if (!claimed.isEmpty() && !subscriptions.contains(claimed.toLowerCase(Locale.ROOT))) {
            return Optional.of("foreign subscription " + Fields.name(claimed));
        }
        Optional<String> fromTopic = ResourceId.tryParse(topic).flatMap(ResourceId::subscriptionId);
        boolean foreignTopic = fromTopic.isPresent() && !subscriptions.contains(fromTopic.get());
        if (foreignTopic) {
            return Optional.of("topic of a foreign subscription " + Fields.name(fromTopic.get()));
        }
        boolean placed = own.isPresent() || !claimed.isEmpty() || fromTopic.isPresent();
        return placed ? Optional.empty() : Optional.of("it names no subscription, and only known ones are taken");
    }
}
