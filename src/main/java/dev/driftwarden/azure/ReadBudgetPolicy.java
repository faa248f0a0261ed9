package dev.driftwarden.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelineSyncPolicy;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Has background reads wait for their turn, and learns from every answer how many reads are left. */
final class ReadBudgetPolicy extends HttpPipelineSyncPolicy {
    private static final Pattern SUBSCRIPTION = Pattern.compile("^/subscriptions/([0-9a-f-]{36})(/.*)?$");
    private static final HttpHeaderName OF_SUBSCRIPTION =
            HttpHeaderName.fromString("x-ms-ratelimit-remaining-subscription-reads");
    private static final HttpHeaderName OF_TENANT = HttpHeaderName.fromString("x-ms-ratelimit-remaining-tenant-reads");
    private static final HttpHeaderName QUOTA = HttpHeaderName.fromString("x-ms-user-quota-remaining");
    private static final HttpHeaderName QUOTA_RESETS = HttpHeaderName.fromString("x-ms-user-quota-resets-after");
    private static final Duration LONGEST_RESET = Duration.ofMinutes(1);

    private final ReadBudget budget;
    private final Clock clock;
    private final Pause pause;

    ReadBudgetPolicy(ReadBudget budget, Clock clock, Pause pause) {
        this.budget = budget;
        this.clock = clock;
        this.pause = pause;
    }

    @Override
    protected void beforeSendingRequest(HttpPipelineCallContext context) {
        if (!ReadRequests.isRead(context.getHttpRequest())) {
            return;
        }
        Optional<Meter> meter = Meter.of(context);
        meter.ifPresent(Meter::call);
        String scope = scope(context.getHttpRequest());
        if (scope.equals(ReadBudget.RESOURCE_GRAPH)) {
            pause(budget.reserveQuery(), meter);
        } else if (meter.isPresent()) {
            pause(budget.reserve(scope), meter);
        } else {
            budget.take(scope);
        }
    }

    private void pause(Duration time, Optional<Meter> meter) {
        if (time.isZero()) {
            return;
        }
        meter.ifPresent(counting -> counting.waited(time));
        try {
            pause.pause(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConditionalAccessPace.CrowdedException(time);
        }
    }

    private static String scope(HttpRequest request) {
        String path = request.getUrl().getPath().toLowerCase(Locale.ROOT);
        if (path.equals(ReadRequests.RESOURCE_GRAPH)) {
            return ReadBudget.RESOURCE_GRAPH;
        }
        Matcher subscription = SUBSCRIPTION.matcher(path);
        return subscription.matches() ? subscription.group(1) : "tenant";
    }

    @Override
    protected HttpResponse afterReceivedResponse(HttpPipelineCallContext context, HttpResponse response) {
        HttpHeaders headers = response.getHeaders();
        String scope = scope(context.getHttpRequest());
        boolean query = scope.equals(ReadBudget.RESOURCE_GRAPH);
        number(headers.getValue(OF_SUBSCRIPTION)).ifPresent(left -> budget.learn(scope, left));
        number(headers.getValue(OF_TENANT)).ifPresent(left -> budget.learn("tenant", left));
        if (query && number(headers.getValue(QUOTA)).filter(left -> left < 1).isPresent()) {
            budget.blockQueries(resetsAfter(headers.getValue(QUOTA_RESETS)));
        }
        if (response.getStatusCode() == 429) {
            Duration asked = RetryAfter.of(headers, clock.instant());
            Duration time = asked == null ? Duration.ofSeconds(1) : asked;
            if (query) {
                budget.blockQueries(time);
            } else {
                budget.block(scope, time);
            }
        }
        return response;
    }

    private static Optional<Integer> number(@Nullable String text) {
        return text == null || !text.matches("\\d{1,9}") ? Optional.empty() : Optional.of(Integer.valueOf(text));
    }

    private static Duration resetsAfter(@Nullable String text) {
        try {
            Duration time = text == null
                    ? Duration.ofSeconds(5)
                    : Duration.ofSeconds(LocalTime.parse(text.strip()).toSecondOfDay());
            return time.compareTo(LONGEST_RESET) > 0 ? LONGEST_RESET : time;
        } catch (DateTimeParseException e) {
            return Duration.ofSeconds(5);
        }
    }
}
