package dev.driftwarden.sweep;

import java.util.List;

/**
 * All parts of a sweep.
 *
 * @param subscriptions the ids of those that are gone through
 * @param gaps what could not even be planned
 */
public record Plan(List<Shard> shards, List<String> subscriptions, List<Gap> gaps) {
    public Plan {
        shards = List.copyOf(shards);
        subscriptions = List.copyOf(subscriptions);
        gaps = List.copyOf(gaps);
    }
}
