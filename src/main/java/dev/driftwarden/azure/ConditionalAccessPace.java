package dev.driftwarden.azure;

import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.policy.HttpPipelineSyncPolicy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Spaces requests to conditional access and identity protection by one second: Graph allows one a second for a whole tenant and
 * answers the next one with a 429 that does not say how long to wait.
 */
final class ConditionalAccessPace extends HttpPipelineSyncPolicy {
    private static final Duration SPACING = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final Clock clock;
    private final Pause pause;
    private Instant free = Instant.MIN;

    ConditionalAccessPace(Clock clock, Pause pause) {
        this.clock = clock;
        this.pause = pause;
    }

    @Override
    protected void beforeSendingRequest(HttpPipelineCallContext context) {
        String path = context.getHttpRequest().getUrl().getPath().toLowerCase(Locale.ROOT);
        if (!path.contains("/identity/conditionalaccess/") && !path.contains("/identityprotection/")) {
            return;
        }
        Duration wait = reserve();
        try {
            if (!wait.isZero()) {
                Meter.of(context).ifPresent(meter -> meter.waited(wait));
                pause.pause(wait);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CrowdedException(wait);
        }
    }

    private synchronized Duration reserve() {
        Instant now = clock.instant();
        Instant slot = free.isAfter(now) ? free : now;
        Duration wait = Duration.between(now, slot);
        if (wait.compareTo(LONGEST) > 0) {
            throw new CrowdedException(wait);
        }
        free = slot.plus(SPACING);
        return wait;
    }

    /** So many requests wait for their turn that this one should come back later. */
    static final class CrowdedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final Duration retryAfter;

        CrowdedException(Duration retryAfter) {
            super("too many requests wait for conditional access");
            this.retryAfter = retryAfter;
        }

        Duration retryAfter() {
            return retryAfter;
        }
    }
}
