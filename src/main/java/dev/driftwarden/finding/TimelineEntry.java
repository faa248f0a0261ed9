package dev.driftwarden.finding;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of a finding's story, never changed afterwards.
 *
 * @param kind stable word for programs, for instance {@code detected}, {@code decided}, {@code written}, {@code verified}
 * @param who the person or application that did it; null for the bot itself
 * @param text one sentence for people
 * @param details further facts by name
 */
public record TimelineEntry(
        Instant at, int round, String kind, @Nullable String who, String text, Map<String, String> details) {
    public TimelineEntry {
        details = Map.copyOf(details);
    }
}
