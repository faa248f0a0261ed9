package dev.driftwarden.policy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;

/**
 * What the clocks of a time zone show. Where they are put back a time comes twice, where they are put forward some never come; a
 * freeze then begins at the first and ends at the last moment that can be meant.
 */
record WallClock(ZoneId zone) {

    /** The first moment at which clocks show this time or a later one. */
    Instant first(LocalDateTime time) {
        return shown(time, ZonedDateTime.of(time, zone).withEarlierOffsetAtOverlap());
    }

    /** The same, but the second time where clocks show it twice. */
    Instant last(LocalDateTime time) {
        return shown(time, ZonedDateTime.of(time, zone).withLaterOffsetAtOverlap());
    }

    private Instant shown(LocalDateTime time, ZonedDateTime otherwise) {
        ZoneOffsetTransition change = zone.getRules().getTransition(time);
        return change != null && change.isGap() ? change.getInstant() : otherwise.toInstant();
    }
}
