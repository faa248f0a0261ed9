package dev.driftwarden.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.resource.ResourceId;
import java.util.List;
import java.util.Optional;

/**
 * The versions by which Azure refuses a write over something that was changed meanwhile. Few types honour them: of the network
 * (in the body's {@code etag}; that the header works there is not documented), machines, and AKS ({@code eTag}).
 */
public final class Etags {
    private static final List<String> HONOURED = List.of(
            "microsoft.network/", "microsoft.compute/virtualmachine", "microsoft.containerservice/managedclusters");

    private Etags() {}

    /** What to send as {@code If-Match} for this object as read; empty when its type does not honour it. */
    public static Optional<String> of(ResourceId target, JsonNode read) {
        return honoured(target)
                ? Optional.of(read.path("etag").asText(read.path("eTag").asText("")))
                        .filter(etag -> !etag.isEmpty())
                : Optional.empty();
    }

    public static boolean honoured(ResourceId target) {
        return !target.isGraph() && HONOURED.stream().anyMatch(target.type().key()::startsWith);
    }
}
