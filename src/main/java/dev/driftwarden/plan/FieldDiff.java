package dev.driftwarden.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.resource.ResourceId;
import org.jspecify.annotations.Nullable;

/**
 * One field that a plan changes.
 *
 * @param target the object it belongs to
 * @param path dotted, for instance {@code properties.minimumTlsVersion}; empty for the object as a whole
 * @param before null when the field (or object) does not exist now
 * @param after null when it will not exist afterwards
 */
public record FieldDiff(
        ResourceId target,
        String path,
        @Nullable JsonNode before,
        @Nullable JsonNode after) {}
