package dev.driftwarden.world.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.resource.ResourceType;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a body has the outline of what ARM returns: {@code properties} is an object. Without this check a flattened
 * body, such as {@code az storage account show} prints it, would look like one in which every property is missing.
 */
final class BodyShape {
    private static final Set<String> WITHOUT_PROPERTIES =
            Set.of("microsoft.resources/subscriptions", "microsoft.resources/subscriptions/resourcegroups");

    private BodyShape() {}

    static Optional<String> fault(Recorded recorded) {
        return fault(recorded.type(), recorded.body());
    }

    /** What is wrong, in words; empty when nothing is. */
    static Optional<String> fault(ResourceType type, JsonNode body) {
        JsonNode properties = body.path("properties");
        if (properties.isObject()) {
            return Optional.empty();
        }
        if (!properties.isMissingNode()) {
            return Optional.of("properties is not an object but " + JsonKind.of(properties));
        }
        return WITHOUT_PROPERTIES.contains(type.key())
                ? Optional.empty()
                : Optional.of("properties is missing; give the JSON as ARM returns it (az resource show, az rest)");
    }
}
