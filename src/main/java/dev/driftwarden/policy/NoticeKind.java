package dev.driftwarden.policy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What people can be told about. Written in lower case with hyphens everywhere. */
public enum NoticeKind {
    FINDING_OPENED,
    APPROVAL_NEEDED,
    /** Nobody answered in time; somebody else is asked. */
    ESCALATED,
    FIXED,
    FIX_FAILED,
    TICKET_OPENED,
    TICKET_UPDATED,
    TICKET_CLOSED,
    TICKET_REOPENED,
    /** A fix keeps being reverted, so the bot has stopped. */
    FIGHT,
    KILL_SWITCH_ON,
    KILL_SWITCH_OFF,
    BUDGET_EXHAUSTED,
    EXEMPTION_EXPIRING,
    SWEEP_SUMMARY;

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind written like this, or empty when there is none. */
    public static Optional<NoticeKind> tryParse(String text) {
        return Arrays.stream(values())
                .filter(kind -> kind.toString().equals(text))
                .findFirst();
    }

    @JsonCreator
    static NoticeKind of(String text) {
        return tryParse(text).orElseThrow(() -> new IllegalArgumentException("no kind of notice: " + text));
    }
}
