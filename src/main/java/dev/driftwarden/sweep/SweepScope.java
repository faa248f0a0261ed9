package dev.driftwarden.sweep;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a sweep is to go through.
 *
 * @param subscriptions their ids; empty for all that can be seen
 * @param managementGroup only subscriptions below it; null for no such limit
 */
public record SweepScope(
        List<String> subscriptions, @Nullable String managementGroup) {
    public static final SweepScope EVERYTHING = new SweepScope(List.of(), null);

    public SweepScope {
        subscriptions = List.copyOf(subscriptions);
    }

    /** Whether what lies above subscriptions, and the directory, belongs to it. */
    public boolean whole() {
        return subscriptions.isEmpty() && managementGroup == null;
    }
}
