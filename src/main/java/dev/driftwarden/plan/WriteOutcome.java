package dev.driftwarden.plan;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came back for one write. Only a later read says whether the state is what was wanted. */
public sealed interface WriteOutcome {

    /** The source accepted the write and, where it was a long-running one, reported its end. */
    record Done(int status) implements WriteOutcome {}

    /**
     * It was refused or its fate is unknown.
     *
     * @param status the HTTP status; 0 when there was no answer (the write may have happened)
     * @param code Azure's error code, for instance {@code ScopeLocked}; the exception's name when there was no answer
     * @param message Azure's own words, unshortened up to 4,000 characters
     * @param retryAfter as the source asked; null when it did not
     */
    record Failed(
            Kind kind,
            int status,
            String code,
            String message,
            @Nullable Duration retryAfter) implements WriteOutcome {
        /** Azure's answer in one line, for people. */
        public String said() {
            return code + " (" + status + "): " + message;
        }
    }

    /** Why a write failed, by what has to happen next. */
    enum Kind {
        LOCKED(false),
        DENIED_BY_POLICY(false),
        DENIED_BY_ASSIGNMENT(false),
        FORBIDDEN(false),
        GONE(false),
        /** Azure will never take this body: 400 and the like. */
        REFUSED(false),
        /** Somebody else is changing it (409, 412). */
        CONFLICT(true),
        THROTTLED(true),
        /** 5xx, timeout, broken connection: the write may or may not have happened. */
        TRANSIENT(true);

        private final boolean worthRetrying;

        Kind(boolean worthRetrying) {
            this.worthRetrying = worthRetrying;
        }

        public boolean worthRetrying() {
            return worthRetrying;
        }
    }
}
