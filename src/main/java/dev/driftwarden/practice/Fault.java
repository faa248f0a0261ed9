package dev.driftwarden.practice;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that goes wrong with the next matching calls.
 *
 * @param method HTTP method, or {@code *}
 * @param path pattern of the decoded path; {@code *} within a segment, {@code **} over segments; case does not count
 * @param times how many matching calls it strikes
 */
public record Fault(String method, String path, int times, Effect effect) {

    /** What happens to a call. */
    public sealed interface Effect {

        /** The call is not carried out; this is answered. A null retry time sends no {@code Retry-After}. */
        record Answer(
                int status,
                String code,
                String message,
                @Nullable Duration retryAfter) implements Effect {}

        /** The call is carried out and answered so much later. */
        record Delay(Duration by) implements Effect {}

        /** The call is carried out; half of the answer's body arrives, then the connection breaks. */
        record TruncateBody() implements Effect {}

        /** The call is carried out; the connection breaks without an answer. */
        record LoseResponse() implements Effect {}

        /** The long-running operation that the call starts takes so many polls. */
        record SlowOperation(int polls) implements Effect {}

        /** The long-running operation that the call starts fails at its end and changes nothing. */
        record FailOperation() implements Effect {}

        /** Before the call is carried out somebody else makes this write. */
        record ChangeBefore(String method, String path, Map<String, String> query, String body, String actor)
                implements Effect {}

        /** Before the call is carried out this runs, on the thread of the call. Not available over HTTP. */
        record RunBefore(Runnable action) implements Effect {}
    }

    public Fault {
        if (times < 1) {
            throw new IllegalArgumentException("a fault strikes at least once, not " + times + " times");
        }
    }

    /** A fault that answers the next matching calls with this status and code. */
    public static Fault answering(String method, String path, int times, int status, String code) {
        String message = "Practice fault: " + code + ".";
        return new Fault(method, path, times, new Effect.Answer(status, code, message, null));
    }

    /** A fault that answers 429 with this {@code Retry-After}. */
    public static Fault throttling(String method, String path, int times, Duration retryAfter) {
        String message = "The request is being throttled as the limit has been reached.";
        return new Fault(method, path, times, new Effect.Answer(429, "TooManyRequests", message, retryAfter));
    }

    boolean strikes(Request request) {
        boolean sameMethod = method.equals("*") || method.equalsIgnoreCase(request.method());
        return sameMethod && Glob.paths(path).matches(request.path());
    }

    /** A fault as {@code POST /practice/faults} takes it; empty when it is not understood. */
    static Optional<Fault> read(JsonNode json) {
        int times = json.path("times").asInt(1);
        if (times < 1 || !json.path("path").isTextual()) {
            return Optional.empty();
        }
        String method = json.path("method").asText("*").toUpperCase(Locale.ROOT);
        return effect(json).map(effect -> new Fault(method, json.path("path").asText(), times, effect));
    }

    private static Optional<Effect> effect(JsonNode json) {
        return Optional.ofNullable(
                switch (json.path("effect").asText()) {
                    case "answer" -> answer(json);
                    case "delay" ->
                        new Effect.Delay(Duration.ofMillis(json.path("millis").asLong(1_000)));
                    case "truncate" -> new Effect.TruncateBody();
                    case "lose-response" -> new Effect.LoseResponse();
                    case "slow-operation" ->
                        new Effect.SlowOperation(json.path("polls").asInt(5));
                    case "fail-operation" -> new Effect.FailOperation();
                    case "change-before" -> changeBefore(json.path("write"));
                    default -> null;
                });
    }

    private static Effect answer(JsonNode json) {
        int status = json.path("status").asInt(500);
        String code = json.path("code").asText(status == 429 ? "TooManyRequests" : "PracticeFault");
        String message = json.path("message").asText("Practice fault: " + code + ".");
        boolean waits = json.has("retryAfterSeconds");
        return new Effect.Answer(
                Math.max(400, Math.min(599, status)),
                code,
                message,
                waits ? Duration.ofSeconds(json.path("retryAfterSeconds").asLong()) : null);
    }

    private static Effect changeBefore(JsonNode write) {
        return new Effect.ChangeBefore(
                write.path("method").asText("PATCH").toUpperCase(Locale.ROOT),
                write.path("path").asText("/"),
                Map.of("api-version", write.path("api-version").asText("2025-06-01")),
                write.path("body").toString(),
                write.path("actor").asText("olivia"));
    }
}
