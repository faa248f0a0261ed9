package dev.driftwarden.azure;

import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.world.Unreadable;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says what an answer other than 2xx means for a read. */
final class ReadRefusals {
    /** A 404 that speaks of the question (a wrong type or api-version), not of the resource. */
    private static final Set<String> WRONG_QUESTION =
            Set.of("invalidresourcetype", "invalidresourcenamespace", "noregisteredproviderfound");

    /** A 404 that a caller without rights gets just as well as one whose subscription is gone. */
    private static final Set<String> OUT_OF_SIGHT = Set.of("subscriptionnotfound", "invalidsubscriptionid");

    /** Graph does not say how long to wait. */
    private static final Duration UNSAID_WAIT = Duration.ofSeconds(10);

    private static final int LONGEST_MESSAGE = 500;

    private final Clock clock;

    ReadRefusals(Clock clock) {
        this.clock = clock;
    }

    /** Whether Azure itself says that the resource, its owner or its resource group does not exist. */
    static boolean saysAbsent(Answer answer) {
        ErrorBody error = answer.error();
        return answer.status() == 404
                && error.isError()
                && !error.hasAny(WRONG_QUESTION)
                && !error.hasAny(OUT_OF_SIGHT);
    }

    Unreadable of(ResourceId id, Answer answer) {
        ErrorBody error = answer.error();
        Unreadable.Kind kind = kind(answer.status(), error);
        String code = error.isError() ? error.code() : "Http" + answer.status();
        String said = error.isError() ? error.code() + ": " + error.message() : "no error body of Azure";
        String message = "GET " + id + " answered " + answer.status() + " " + said;
        return new Unreadable(kind, code, shortened(message), retryAfter(answer, kind));
    }

    private static Unreadable.Kind kind(int status, ErrorBody error) {
        if (status == 401 || status == 403 || error.hasAny(OUT_OF_SIGHT)) {
            return Unreadable.Kind.FORBIDDEN;
        }
        if (status == 429) {
            return Unreadable.Kind.THROTTLED;
        }
        // A 404 page without Azure's error comes from something in between, which may be gone tomorrow.
        boolean passing = status >= 500 || status == 408 || (status == 404 && !error.isError());
        return passing ? Unreadable.Kind.TRANSIENT : Unreadable.Kind.MALFORMED;
    }

    private @Nullable Duration retryAfter(Answer answer, Unreadable.Kind kind) {
        @Nullable Duration asked = RetryAfter.of(answer.headers(), clock.instant());
        return asked == null && kind == Unreadable.Kind.THROTTLED ? UNSAID_WAIT : asked;
    }

    /** No JSON, or JSON of a shape that was not asked for. */
    static Unreadable malformed(ResourceId id, String what) {
        return new Unreadable(
                Unreadable.Kind.MALFORMED, "Malformed", "GET " + id + ": " + what, /* retryAfter= */ null);
    }

    static Unreadable lost(ResourceId id, Unreadable why) {
        return new Unreadable(
                why.kind(), why.code(), shortened("GET " + id + " got no answer: " + why.message()), why.retryAfter());
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE);
    }
}
