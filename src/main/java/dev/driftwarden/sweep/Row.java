package dev.driftwarden.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.resource.ResourceId;
import org.jspecify.annotations.Nullable;

/**
 * One resource that was found.
 *
 * @param body as its source shows it; null when the source shows the id alone
 * @param exact whether the source shows what a read of the resource shows, so that what is missing is missing
 */
public record Row(ResourceId id, @Nullable JsonNode body, boolean exact) {}
