package dev.driftwarden.rule.cel;

/** An expression has no value: a fact is missing, has the wrong type, or could not be read. The message says which. */
public final class EvaluationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean retryable;

    public EvaluationException(String message, boolean retryable) {
        super(message, null, false, false);
        this.retryable = retryable;
    }

    static EvaluationException of(String message) {
        return new EvaluationException(message, false);
    }

    /** Whether a later try can have a value. */
    public boolean retryable() {
        return retryable;
    }
}
