package dev.driftwarden.world;

import dev.driftwarden.resource.ResourceId;

/**
 * A tenant as it can be read: the live one (through ARM and Microsoft Graph) or a recorded one (files given to
 * {@code check}). Reading changes nothing. Implementations never throw for what the source answers.
 */
public interface World {

    /**
     * One object.
     *
     * @param apiVersion ARM api-version; ignored for directory objects (v1.0 is used, {@code beta} selects the beta endpoint)
     */
    Read get(ResourceId id, String apiVersion);

    /**
     * All members of a collection such as {@code <account>/blobServices/default/containers} or
     * {@code /graph/identity/conditionalAccess/policies}; pages are followed to the end.
     *
     * @param query raw query parameters besides api-version, without {@code ?}, already encoded; empty for none
     */
    Listing list(ResourceId collection, String apiVersion, String query);

    /** The last accepted snapshot of an object, for drift rules; {@link Read.Absent} when none was ever accepted. */
    Read baseline(ResourceId id);
}
