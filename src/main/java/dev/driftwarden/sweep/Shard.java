package dev.driftwarden.sweep;

import java.util.List;

/**
 * A part of a sweep that is gone through from beginning to end, by one worker at a time.
 *
 * @param id unique in the sweep; the same plan gives the same ids
 * @param scopes of {@link Kind#ROWS} the ids of subscriptions, of {@link Kind#LISTS} the paths of collections, of
 *     {@link Kind#OBJECTS} the ids of resources
 * @param types of {@link Kind#ROWS} the types of resources; empty otherwise
 * @param expected about how many resources there are; 0 when nobody knows
 */
public record Shard(String id, Kind kind, List<String> scopes, List<String> types, long expected) {
    public Shard {
        scopes = List.copyOf(scopes);
        types = List.copyOf(types);
    }

    /** How the resources of a part are found. */
    public enum Kind {
        /** By pages of Resource Graph. */
        ROWS,
        /** By lists, one after the other. */
        LISTS,
        /** They are named by the plan. */
        OBJECTS,
        /** They have open findings and were not looked at before. */
        OPEN_FINDINGS
    }

    /** The same part for half of the scopes each. */
    List<Shard> halves() {
        int middle = scopes.size() / 2;
        return List.of(
                new Shard(id + ".0", kind, scopes.subList(0, middle), types, expected / 2),
                new Shard(id + ".1", kind, scopes.subList(middle, scopes.size()), types, expected - expected / 2));
    }
}
