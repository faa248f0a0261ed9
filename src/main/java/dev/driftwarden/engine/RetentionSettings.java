package dev.driftwarden.engine;

import java.time.Duration;

/**
 * How long is kept what is of no use to the bot any more. The audit log, findings and their stories are kept for ever.
 *
 * @param bodies states before a fix, from when the finding closed; after that the fix shows its difference but not the whole
 * @param rejections what was set aside, from when it was replayed or dropped; what waits is kept
 */
public record RetentionSettings(Duration bodies, Duration rejections) {
    /** Ninety days. */
    public static final RetentionSettings STANDARD = ofDays(90);

    public RetentionSettings {
        if (bodies.isNegative() || bodies.isZero() || rejections.isNegative() || rejections.isZero()) {
            throw new IllegalArgumentException("a retention must be longer than nothing");
        }
    }

    public static RetentionSettings ofDays(int days) {
        return new RetentionSettings(Duration.ofDays(days), Duration.ofDays(days));
    }
}
