package dev.driftwarden.rule.load;

import dev.driftwarden.resource.ResourceType;
import dev.driftwarden.yaml.Place;

/**
 * An operation after which the rule's answer may be another.
 *
 * @param operation for instance {@code Microsoft.Storage/storageAccounts/write}
 * @param changed the type of what the operation changes
 */
public record Trigger(Place place, String operation, ResourceType changed, Subject subject) {

    /** How the judged resource is found from the changed one. */
    public sealed interface Subject {}

    /** The changed resource itself or the nearest owner that is of the rule's type. */
    public record Nearest() implements Subject {}

    /** The nearest owner of the changed resource that is of one of the rule's types, never the changed resource itself. */
    public record Owner() implements Subject {}

    /** Every member of a collection below the changed resource. */
    public record Members(String collection) implements Subject {}

    /** A fixed id; {@code {subscription}} in it stands for the changed resource's subscription, {@code {id}} for its name. */
    public record Fixed(String id) implements Subject {}
}
