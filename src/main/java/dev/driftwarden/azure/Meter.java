package dev.driftwarden.azure;

import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.util.Context;
import dev.driftwarden.world.BackgroundReads.Usage;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what some reads cost and ends them when their allowance is used up. It travels with each request. */
final class Meter {
    private static final String KEY = "driftwarden-background";

    private final AtomicLong left;
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong throttled = new AtomicLong();

    Meter(long allowance) {
        this.left = new AtomicLong(allowance);
    }

    Context context() {
        return new Context(KEY, this);
    }

    /** The meter of a call, which also says that the call is to give way to others; empty for calls that events need. */
    static Optional<Meter> of(HttpPipelineCallContext context) {
        return context.getData(KEY).filter(Meter.class::isInstance).map(Meter.class::cast);
    }

    void call() {
        if (left.decrementAndGet() < 0) {
            throw new AllowanceSpentException();
        }
        calls.incrementAndGet();
    }

    boolean spent() {
        return left.get() < 0;
    }

    void waited(Duration time) {
        throttled.addAndGet(time.toMillis());
    }

    Usage usage() {
        return new Usage(calls.get(), Duration.ofMillis(throttled.get()));
    }

    /** No more calls may be made. */
    static final class AllowanceSpentException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        AllowanceSpentException() {
            super("the calls that were allowed are used up");
        }
    }
}
