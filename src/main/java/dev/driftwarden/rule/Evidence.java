package dev.driftwarden.rule;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A value that was seen.
 *
 * @param path where in the resource, for instance {@code properties.minimumTlsVersion}, or in a related one, for instance
 *     {@code containers[docs].properties.publicAccess}
 * @param value as read; {@code MissingNode} when there was none
 */
public record Evidence(String path, JsonNode value) {}
