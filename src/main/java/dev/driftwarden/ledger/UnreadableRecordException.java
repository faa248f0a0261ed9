package dev.driftwarden.ledger;

import org.jspecify.annotations.Nullable;

/** A stored value or a queue message that this version cannot read; trying again does not help. */
public final class UnreadableRecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadableRecordException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
