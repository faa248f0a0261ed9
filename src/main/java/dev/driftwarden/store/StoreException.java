package dev.driftwarden.store;

/** The storage cannot be reached or answered with a fault; trying again later can help. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
