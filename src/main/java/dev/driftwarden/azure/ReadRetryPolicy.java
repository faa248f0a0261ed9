package dev.driftwarden.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Tries a read again after 408, 429, 500, 502, 503, 504 or a broken connection, as long as the source asks
 * ({@code Retry-After}) or with growing waits. Writes pass through untouched: whether to repeat one, only a read can tell. What
 * does not get better within the bound is handed back as it is, so that the caller can queue it for later.
 */
final class ReadRetryPolicy implements HttpPipelinePolicy {
    private static final int MOST_ATTEMPTS = 4;
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final Set<Integer> PASSING = Set.of(408, 429, 500, 502, 503, 504);

    private final Clock clock;
    private final Pause pause;

    ReadRetryPolicy(Clock clock, Pause pause) {
        this.clock = clock;
        this.pause = pause;
    }

    @Override
    public HttpResponse processSync(HttpPipelineCallContext context, HttpPipelineNextSyncPolicy next) {
        HttpRequest request = context.getHttpRequest();
        if (!ReadRequests.isRead(request)) {
            return next.processSync();
        }
        Instant end = clock.instant().plus(LONGEST);
        Duration waited = Duration.ZERO;
        for (int attempt = 1; ; attempt++) {
            context.setHttpRequest(fresh(request));
            Attempt result = attempt(next.clone());
            Duration wait = wait(result, attempt);
            waited = waited.plus(wait);
            boolean enough = attempt == MOST_ATTEMPTS
                    || waited.compareTo(LONGEST) > 0
                    || clock.instant().plus(wait).isAfter(end);
            if (!result.passing() || enough || !pausedFor(wait)) {
                return result.get();
            }
            if (result.throttled()) {
                Meter.of(context).ifPresent(meter -> meter.waited(wait));
            }
        }
    }

    private static HttpRequest fresh(HttpRequest request) {
        HttpRequest copy = request.copy();
        // Copying a body sets it. The JDK's client sets it by itself, and azure-core would log a warning for each call.
        copy.getHeaders().remove(HttpHeaderName.CONTENT_LENGTH);
        return copy;
    }

    private static Attempt attempt(HttpPipelineNextSyncPolicy next) {
        try {
            return new Attempt(next.processSync(), null);
        } catch (UncheckedIOException e) {
            return new Attempt(null, e);
        }
    }

    private Duration wait(Attempt result, int attempt) {
        @Nullable
        Duration asked = result.response() == null
                ? null
                : RetryAfter.of(result.response().getHeaders(), clock.instant());
        return asked == null ? FIRST_WAIT.multipliedBy(1L << (attempt - 1)) : asked;
    }

    private boolean pausedFor(Duration wait) {
        try {
            pause.pause(wait);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
        return Mono.error(new UnsupportedOperationException("this pipeline is synchronous"));
    }

    /** One attempt: exactly one of the two is there. */
    private record Attempt(
            @Nullable HttpResponse response, @Nullable UncheckedIOException broken) {
        boolean passing() {
            return response == null || PASSING.contains(response.getStatusCode());
        }

        boolean throttled() {
            return response != null && response.getStatusCode() == 429;
        }

        HttpResponse get() {
            if (response != null) {
                return response;
            }
            throw broken == null ? new IllegalStateException("an attempt without a result") : broken;
        }
    }
}
