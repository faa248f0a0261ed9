package dev.driftwarden.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.rest.SimpleResponse;
import com.azure.core.management.polling.PollResult;
import com.azure.core.management.polling.SyncPollerFactory;
import com.azure.core.management.serializer.SerializerFactory;
import com.azure.core.util.BinaryData;
import com.azure.core.util.polling.LongRunningOperationStatus;
import com.azure.core.util.polling.PollResponse;
import com.azure.core.util.polling.SyncPoller;
import com.azure.core.util.serializer.SerializerAdapter;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.driftwarden.plan.WriteOutcome;
import dev.driftwarden.resource.ResourceId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the end of a write that Azure only began. What the protocol's variants mean ({@code Azure-AsyncOperation},
 * {@code Location}, {@code provisioningState}) is left to the management library's poller; how long to wait is decided here.
 */
final class LongRunningWrite {
    static final HttpHeaderName ASYNC_OPERATION = HttpHeaderName.fromString("Azure-AsyncOperation");
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration USUAL_WAIT = Duration.ofSeconds(2);
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(200);

    private final AzureConnection connection;
    private final WriteRefusals refusals;
    private final ObjectMapper json;
    private final Clock clock;

    LongRunningWrite(AzureConnection connection, WriteRefusals refusals, ObjectMapper json) {
        this.connection = connection;
        this.refusals = refusals;
        this.json = json;
        this.clock = connection.clock();
    }

    /** Whether a 2xx answer to a write says that the work goes on, in ARM's ways of saying so. */
    static boolean isUnfinished(Answer answer) {
        boolean operation = answer.headers().getValue(ASYNC_OPERATION) != null;
        boolean location = answer.headers().getValue(HttpHeaderName.LOCATION) != null;
        String state = answer.json() == null
                ? ""
                : answer.json().path("properties").path("provisioningState").asText("");
        return switch (answer.status()) {
            case 202 -> operation || location;
            // Here a Location only says where the new resource is.
            case 201 -> state.isEmpty() ? operation : !state.equalsIgnoreCase("Succeeded");
            case 200 -> !state.isEmpty() && !state.equalsIgnoreCase("Succeeded");
            default -> false;
        };
    }

    WriteOutcome await(ResourceId target, HttpPipeline pipeline, Answer begun) {
        boolean elsewhere = Stream.of(ASYNC_OPERATION, HttpHeaderName.LOCATION)
                .map(name -> begun.headers().getValue(name))
                .anyMatch(address -> address != null && !connection.addresses().sameOrigin(address, target));
        if (elsewhere) {
            return WriteRefusals.unfinished(
                    begun.status(), "ForeignPollAddress", "accepted, but its progress is said to be on another host");
        }
        try {
            return poll(pipeline, begun);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return WriteRefusals.unfinished(
                    begun.status(), "Interrupted", "accepted; waiting for its end was interrupted");
        } catch (RuntimeException e) {
            String code = e.getClass().getSimpleName();
            return WriteRefusals.unfinished(begun.status(), code, "accepted; its progress could not be read");
        }
    }

    private WriteOutcome poll(HttpPipeline pipeline, Answer begun) throws InterruptedException {
        SyncPoller<PollResult<Void>, Void> poller = poller(pipeline, begun);
        Instant end = clock.instant().plus(PATIENCE);
        Duration waited = Duration.ZERO;
        Duration wait = orUsual(RetryAfter.of(begun.headers(), clock.instant()));
        while (waited.plus(wait).compareTo(PATIENCE) <= 0
                && !clock.instant().plus(wait).isAfter(end)) {
            connection.pause().pause(wait);
            waited = waited.plus(wait);
            PollResponse<PollResult<Void>> response = poller.poll();
            if (response.getStatus().isComplete()) {
                return outcome(begun.status(), response);
            }
            wait = orUsual(response.getRetryAfter());
        }
        return WriteRefusals.unfinished(
                begun.status(),
                "StillRunning",
                "accepted and still running after " + PATIENCE.toMinutes() + " minutes");
    }

    private static SyncPoller<PollResult<Void>, Void> poller(HttpPipeline pipeline, Answer begun) {
        SerializerAdapter serializer = SerializerFactory.createDefaultManagementSerializerAdapter();
        return SyncPollerFactory.create(
                serializer,
                pipeline,
                Void.class,
                Void.class,
                USUAL_WAIT,
                () -> new SimpleResponse<>(
                        begun.request(), begun.status(), begun.headers(), BinaryData.fromBytes(begun.body())));
    }

    private static Duration orUsual(@Nullable Duration asked) {
        if (asked == null) {
            return USUAL_WAIT;
        }
        return asked.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : asked;
    }

    private WriteOutcome outcome(int status, PollResponse<PollResult<Void>> response) {
        if (response.getStatus().equals(LongRunningOperationStatus.SUCCESSFULLY_COMPLETED)) {
            return new WriteOutcome.Done(status);
        }
        PollResult.Error error =
                response.getValue() == null ? null : response.getValue().getError();
        int pollStatus = error == null ? 0 : error.getResponseStatusCode();
        if (pollStatus >= 300) {
            // The library counts a refused poll as a failed operation; whether the operation failed, nobody knows.
            return WriteRefusals.unfinished(
                    pollStatus, "PollRefused", "accepted; asking for its progress answered " + pollStatus);
        }
        ErrorBody body = body(error == null ? "" : error.getResponseBody());
        boolean canceled = response.getStatus().equals(LongRunningOperationStatus.USER_CANCELLED);
        return refusals.ofOperation(status, body, canceled);
    }

    private ErrorBody body(@Nullable String text) {
        try {
            return ErrorBody.of(text == null || text.isEmpty() ? null : json.readTree(text));
        } catch (JsonProcessingException e) {
            return ErrorBody.of(null);
        }
    }
}
