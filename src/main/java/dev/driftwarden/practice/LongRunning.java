package dev.driftwarden.practice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Long-running operations: each ends after so many polls, or by itself when nobody polls for a while.
 * What it does to the estate at its end, it does once.
 */
final class LongRunning {
    private static final int REMEMBERED = 10_000;

    private final Map<String, Operation> operations = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer;
    private final Clock clock;
    private final Supplier<String> endpoint;
    private final Duration retryAfter;
    private final Duration unattended;

    LongRunning(
            ScheduledExecutorService timer,
            Clock clock,
            Supplier<String> endpoint,
            Duration retryAfter,
            Duration unattended) {
        this.timer = timer;
        this.clock = clock;
        this.endpoint = endpoint;
        this.retryAfter = retryAfter;
        this.unattended = unattended;
    }

    /** What happens at the end of an operation. */
    interface End {
        /** Finishes or rolls back the write; the answer is what its result URL gives from then on. */
        Response end(boolean succeeded);
    }

    /** How an operation goes: how many polls it takes, and whether it fails. */
    record Course(int polls, boolean fails) {}

    private static final class Operation {
        final End end;
        final Instant started;
        final boolean fails;
        int pollsLeft;
        Optional<Response> result = Optional.empty();

        Operation(End end, Course course, Instant started) {
            this.end = end;
            this.started = started;
            this.fails = course.fails();
            this.pollsLeft = course.polls();
        }

        synchronized void finish() {
            if (result.isEmpty()) {
                result = Optional.of(end.end(!fails));
            }
        }

        synchronized void abandon() {
            if (result.isEmpty()) {
                result = Optional.of(gone());
            }
        }

        synchronized boolean poll() {
            if (result.isEmpty() && pollsLeft-- <= 0) {
                finish();
            }
            return result.isPresent();
        }
    }

    /** Starts an operation and adds the headers that lead to it to the answer. */
    Response start(ArmWrite write, Response answer, Course course, End end) {
        if (operations.size() >= REMEMBERED) {
            operations.values().removeIf(operation -> operation.result.isPresent());
        }
        String id = UUID.randomUUID().toString();
        Operation operation = new Operation(end, course, clock.instant());
        operations.put(id, operation);
        var unused = timer.schedule(
                operation::finish, unattended.toMillis() * Math.max(1, course.polls()), TimeUnit.MILLISECONDS);
        String base = endpoint.get() + "/subscriptions/"
                + write.target().subscriptionId().orElse("none") + "/providers/"
                + write.target().type().provider() + "/locations/westeurope/";
        String version = "?api-version=" + write.request().query("api-version");
        return answer.with("Azure-AsyncOperation", base + "asyncOperations/" + id + version)
                .with("Location", base + "operationResults/" + id + version)
                .with("Retry-After", seconds());
    }

    private static Response gone() {
        return ArmErrors.of(404, "OperationNotFound", "The operation was not found.");
    }

    /** Forgets all operations; those under way change nothing any more. Must not be called by a thread that is writing. */
    void abandonAll() {
        operations.values().forEach(Operation::abandon);
        operations.clear();
    }

    private String seconds() {
        return String.valueOf(retryAfter.toSeconds());
    }

    /** The state of an operation, or its result; empty when the path is not one of an operation. */
    Optional<Response> poll(String[] segments) {
        int last = segments.length - 1;
        if (last < 4 || !segments[last - 3].equalsIgnoreCase("locations")) {
            return Optional.empty();
        }
        boolean asksResult = segments[last - 1].equals("operationResults");
        if (!asksResult && !segments[last - 1].equals("asyncOperations")) {
            return Optional.empty();
        }
        Operation operation = operations.get(segments[last]);
        if (operation == null) {
            return Optional.of(gone());
        }
        boolean done = operation.poll();
        return Optional.of(asksResult ? result(operation, done) : state(segments[last], operation, done));
    }

    private Response result(Operation operation, boolean done) {
        return done ? operation.result.orElseThrow() : Response.empty(202).with("Retry-After", seconds());
    }

    private Response state(String id, Operation operation, boolean done) {
        ObjectNode body = Json.object()
                .put("name", id)
                .put("status", !done ? "InProgress" : operation.fails ? "Failed" : "Succeeded")
                .put("startTime", operation.started.toString());
        if (!done) {
            return Response.ok(body).with("Retry-After", seconds());
        }
        body.put("endTime", clock.instant().toString());
        if (operation.fails) {
            body.putObject("error")
                    .put("code", "InternalServerError")
                    .put("message", "The operation did not finish: practice fault.");
        }
        return Response.ok(body);
    }
}
