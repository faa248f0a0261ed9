package dev.driftwarden.console;

import dev.driftwarden.finding.Finding.Cause;
import dev.driftwarden.finding.TimelineEntry;
import dev.driftwarden.site.Names;
import dev.driftwarden.site.Shown;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/**
 * One line of the timeline.
 *
 * @param details further facts, {@code name: value}
 */
public record StoryLine(Moment at, String kind, String who, String text, List<String> details) {
    public StoryLine {
        details = List.copyOf(details);
    }

    /** The change itself, with which it began. */
    static StoryLine of(Cause cause, Instant now) {
        return new StoryLine(
                Moment.of(cause.occurredAt(), now),
                "changed",
                Shown.text(cause.actor().name(), Shown.LINE),
                Shown.text(cause.operation(), Shown.LINE),
                List.of());
    }

    static StoryLine of(TimelineEntry entry, Names names, Instant now) {
        return new StoryLine(
                Moment.of(entry.at(), now),
                entry.kind(),
                Shown.text(entry.who() == null ? "Driftwarden" : entry.who(), Shown.LINE),
                Shown.text(names.in(entry.text()), Shown.BLOCK),
                new TreeMap<>(entry.details())
                        .entrySet().stream()
                                .map(one -> Shown.text(one.getKey() + ": " + one.getValue(), Shown.LINE))
                                .toList());
    }
}
