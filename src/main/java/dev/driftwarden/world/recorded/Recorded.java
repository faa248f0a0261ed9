package dev.driftwarden.world.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.resource.ResourceType;

/**
 * One object of a recorded world.
 *
 * @param type of an ARM resource as its id says; of a directory object as its body says, because the ids of those need
 *     not be told apart from collection names
 * @param listed whether it is only known as the member of a listing, which may show less than the object itself
 */
public record Recorded(ResourceId id, ResourceType type, JsonNode body, Place place, boolean listed) {}
