package dev.driftwarden.outbound;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A call to an outside system that did not succeed. Its text names the host and the reason, never an address or a secret. */
public final class OutboundException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final @Nullable Duration retryAfter;

    /** Decides what is done about it. */
    public enum Kind {
        /** A fault of the moment: asked too often, 5xx, timeout, broken connection. The call may have had its effect. */
        BUSY,
        /** The system does not let us in, or the settings are wrong: 401, 403, a host that is not allowed. A person has to act. */
        REFUSED,
        /** What the call is about no longer exists. */
        GONE,
        /** Somebody else changed it at the same time. */
        CONFLICT,
        /** The system does not take what was sent. */
        INVALID
    }

    public OutboundException(Kind kind, String message, @Nullable Duration retryAfter) {
        super(message);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    public OutboundException(Kind kind, String message) {
        this(kind, message, /* retryAfter= */ null);
    }

    public Kind kind() {
        return kind;
    }

    /** How long the system asked to wait; null when it did not say. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
