package dev.driftwarden.tools;

/** What was asked for does not exist; the message says what to do. */
final class NothingFoundException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NothingFoundException(String message) {
        super(message);
    }
}
