package dev.driftwarden.rule;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far the bot may go, least first. Written in lower case everywhere. */
public enum Mode {
    /** Record the finding, change nothing, tell nobody. */
    OBSERVE,
    /** Open a ticket. */
    TICKET,
    /** Ask a person to approve the exact fix. */
    APPROVE,
    /** Fix without asking. */
    AUTO;

    /** The more careful of the two. */
    public Mode atMost(Mode other) {
        return compareTo(other) <= 0 ? this : other;
    }

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
