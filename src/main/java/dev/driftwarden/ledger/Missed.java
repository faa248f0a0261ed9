package dev.driftwarden.ledger;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.driftwarden.finding.FindingId;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.Severity;
import java.time.Instant;
import java.util.Locale;

/**
 * A finding that a sweep found and no event had told of.
 *
 * @param why the suspicion in words
 */
public record Missed(
        FindingId findingId,
        String rule,
        ResourceId resource,
        Severity severity,
        Suspect suspect,
        String why,
        Instant at) {

    /** Why no event told of it. Written in lower case with hyphens. */
    public enum Suspect {
        /** Azure sends no event for such a change. */
        NOT_EMITTED,
        /** The event came after the sweep. */
        LATE,
        /** An event about the resource came and could not be used. */
        REJECTED,
        /** Azure should have sent one, or the bot had it: it got lost on the way. */
        LOST;

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        @JsonCreator
        static Suspect of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    Missed late(Instant arrived) {
        return new Missed(
                findingId,
                rule,
                resource,
                severity,
                Suspect.LATE,
                "An event told of it later, at " + arrived + ".",
                at);
    }
}
