package dev.driftwarden.local;

/** A function threw. The cause is what it threw. */
final class FunctionFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FunctionFailedException(String function, String invocation, Throwable cause) {
        super("function " + function + " failed (invocation " + invocation + "): " + cause, cause);
    }
}
