package dev.driftwarden.store;

import org.jspecify.annotations.Nullable;

/** A store that cannot be opened until a person changes something; the message is one sentence for that person. */
public final class CannotOpenStoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    public CannotOpenStoreException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Why. */
    public enum Reason {
        /** Another process has the file open. */
        IN_USE,
        /** A newer version of the program wrote it. */
        NEWER,
        /** It is not a store, is damaged, or may not be read or written. */
        UNUSABLE
    }
}
