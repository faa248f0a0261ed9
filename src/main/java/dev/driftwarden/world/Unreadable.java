package dev.driftwarden.world;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why something could not be read. Never the same as "it does not exist": an absent object has an answer of its own.
 *
 * @param kind decides whether a later try can help
 * @param code short and stable, for instance {@code AuthorizationFailed}, {@code Timeout}, {@code NotInWorld}
 * @param message what a person needs to know: what was read and what came back
 * @param retryAfter how long the source asked to wait; null when it did not say
 */
public record Unreadable(
        Kind kind, String code, String message, @Nullable Duration retryAfter) {

    /** Whether trying again later can help. */
    public enum Kind {
        /** The identity may not read it (401, 403). */
        FORBIDDEN,
        /** Asked too often (429). */
        THROTTLED,
        /** A fault of the moment: 5xx, timeout, broken connection. */
        TRANSIENT,
        /** The answer came but is not what was asked for: no JSON, wrong shape. */
        MALFORMED,
        /** The world does not hold it (recorded worlds only). */
        UNKNOWN
    }

    public boolean worthRetrying() {
        return kind == Kind.THROTTLED || kind == Kind.TRANSIENT;
    }
}
