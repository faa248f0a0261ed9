package dev.driftwarden.ledger;

import org.jspecify.annotations.Nullable;

/** A stored value or a queue message that this version cannot read; trying again does not help. */
public final class UnreadableRecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean newer;

    public UnreadableRecordException(String message, @Nullable Throwable cause) {
        this(message, cause, /* newer= */ false);
    }

    UnreadableRecordException(String message, @Nullable Throwable cause, boolean newer) {
        super(message, cause);
        this.newer = newer;
    }

    /** Whether a newer version wrote it: it is sound, and must not be touched. */
    boolean newer() {
        return newer;
    }
}
