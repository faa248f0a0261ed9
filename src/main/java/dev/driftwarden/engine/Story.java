package dev.driftwarden.engine;

import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.TimelineEntry;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the lines of a finding's timeline. */
final class Story {
    private final Clock clock;

    Story(Clock clock) {
        this.clock = clock;
    }

    TimelineEntry line(Finding finding, String kind, String text) {
        return line(finding, kind, null, text, Map.of());
    }

    TimelineEntry line(Finding finding, String kind, @Nullable String who, String text, Map<String, String> details) {
        return new TimelineEntry(clock.instant(), finding.round(), kind, who, text, details);
    }
}
