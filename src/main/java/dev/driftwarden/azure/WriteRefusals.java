package dev.driftwarden.azure;

import dev.driftwarden.plan.WriteOutcome;
import dev.driftwarden.plan.WriteOutcome.Kind;
import dev.driftwarden.world.Unreadable;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Says what an answer other than 2xx, or none at all, means for a write. */
final class WriteRefusals {
    /** Codes that decide whatever the status is, nested in details or not; the first that fits wins. */
    private static final List<Map.Entry<Kind, Set<String>>> BY_CODE = List.of(
            Map.entry(Kind.LOCKED, Set.of("scopelocked")),
            Map.entry(Kind.DENIED_BY_POLICY, Set.of("requestdisallowedbypolicy", "policyviolation")),
            Map.entry(Kind.DENIED_BY_ASSIGNMENT, Set.of("denyassignmentauthorizationfailed")),
            Map.entry(
                    Kind.FORBIDDEN, Set.of("authorizationfailed", "linkedauthorizationfailed", "subscriptionnotfound")),
            Map.entry(
                    Kind.REFUSED,
                    Set.of(
                            "subscriptionnotregistered",
                            "missingsubscriptionregistration",
                            "noregisteredproviderfound",
                            "invalidapiversionparameter",
                            "invalidresourcetype",
                            "invalidresourcenamespace",
                            "roleassignmentexists")),
            Map.entry(
                    Kind.CONFLICT,
                    Set.of(
                            "anotheroperationinprogress",
                            "retryableerrorduetoanotheroperation",
                            "operationpreempted",
                            "canceled",
                            "cancelled",
                            "conflict")));

    private static final Set<String> PASSING = Set.of(
            "internalservererror",
            "internalerror",
            "serviceunavailable",
            "servertimeout",
            "gatewaytimeout",
            "retryableerror");

    private final Clock clock;

    WriteRefusals(Clock clock) {
        this.clock = clock;
    }

    WriteOutcome.Failed of(Answer answer, boolean deleting) {
        ErrorBody error = answer.error();
        String code = error.isError() ? error.code() : "Http" + answer.status();
        String message = error.message().isEmpty() ? "Azure answered " + answer.status() : error.message();
        return new WriteOutcome.Failed(
                byCode(error, byStatus(answer, deleting)),
                answer.status(),
                code,
                message,
                RetryAfter.of(answer.headers(), clock.instant()));
    }

    /** The error, if the poller hands one on, that an accepted long-running operation ended with. */
    WriteOutcome.Failed ofOperation(int status, ErrorBody error, boolean canceled) {
        Kind otherwise = error.hasAny(PASSING) ? Kind.TRANSIENT : Kind.REFUSED;
        String end = canceled ? "Canceled" : "Failed";
        return new WriteOutcome.Failed(
                byCode(error, canceled ? Kind.CONFLICT : otherwise),
                status,
                error.isError() ? error.code() : "Operation" + end,
                error.message().isEmpty() ? "the long-running operation ended as " + end : error.message(),
                /* retryAfter= */ null);
    }

    private static Kind byCode(ErrorBody error, Kind otherwise) {
        return BY_CODE.stream()
                .filter(entry -> error.hasAny(entry.getValue()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(otherwise);
    }

    private static Kind byStatus(Answer answer, boolean deleting) {
        return switch (answer.status()) {
            case 401, 403 -> Kind.FORBIDDEN;
            // Without Azure's own error the page comes from something in between, unless it is the empty answer to a
            // delete.
            case 404, 410 -> answer.error().isError() || (deleting && answer.isEmpty()) ? Kind.GONE : Kind.TRANSIENT;
            case 409, 412 -> Kind.CONFLICT;
            case 429 -> Kind.THROTTLED;
            case 408 -> Kind.TRANSIENT;
            default -> answer.status() >= 500 ? Kind.TRANSIENT : Kind.REFUSED;
        };
    }

    /** No answer came: the write may have happened, unless it was never sent. */
    static WriteOutcome.Failed lost(Unreadable why) {
        Kind kind = switch (why.kind()) {
            case FORBIDDEN -> Kind.FORBIDDEN;
            case THROTTLED -> Kind.THROTTLED;
            case TRANSIENT, MALFORMED, UNKNOWN -> Kind.TRANSIENT;
        };
        return new WriteOutcome.Failed(kind, /* status= */ 0, why.code(), why.message(), why.retryAfter());
    }

    static WriteOutcome.Failed unfinished(int status, String code, String message) {
        return new WriteOutcome.Failed(Kind.TRANSIENT, status, code, message, /* retryAfter= */ null);
    }
}
