package dev.driftwarden.finding;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a finding is in its life. Written in lower case with hyphens everywhere. */
public enum FindingState {
    /** It fails; nothing is done about it: observe mode, exempt, held. */
    OPEN(true),
    /** Whether it fails is unknown: something could not be read. */
    UNKNOWN(true),
    /** A plan waits for approval. */
    AWAITING_APPROVAL(true),
    /** A plan is to be, or is being, applied. */
    APPLYING(true),
    /** Written; the live state is being checked. */
    VERIFYING(true),
    /** A ticket is open for it. */
    TICKETED(true),
    /** A fix did not lead to the wanted state, or was written only in part; a ticket is open for it. */
    FAILED(true),
    /** The bot fixed it and saw the live state pass. */
    FIXED(false),
    /** Somebody else fixed it. */
    RESOLVED(false),
    /** The resource no longer exists. */
    GONE(false);

    private final boolean open;

    FindingState(boolean open) {
        this.open = open;
    }

    /** Whether somebody still has to care. */
    public boolean isOpen() {
        return open;
    }

    /** Whether the bot's own work on it is under way. */
    public boolean inProgress() {
        return this == APPLYING || this == VERIFYING;
    }

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @JsonCreator
    static FindingState of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
