package dev.driftwarden.functions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.TraceContext;
import dev.driftwarden.telemetry.Telemetry;
import java.util.function.Supplier;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;

/** One run of a function: the bot's log lines go to the invocation's logger, and nothing but exceptions leaves it. */
final class Invocation {
    private Invocation() {}

    static void run(ExecutionContext context, Runnable work) {
        call(context, () -> {
            work.run();
            return true;
        });
    }

    private static @Nullable String traceparent(ExecutionContext context) {
        TraceContext trace = context.getTraceContext();
        return trace == null ? null : trace.getTraceparent();
    }

    /** The worker never answers an invocation that ends in an {@link Error}; so there must be none. */
    static <T> T call(ExecutionContext context, Supplier<T> work) {
        InvocationHandler log = InvocationHandler.installed();
        log.enter(context.getLogger());
        try {
            return Telemetry.invoked(traceparent(context), work);
        } catch (Error failure) {
            String message = context.getFunctionName() + " failed: " + failure;
            context.getLogger().log(Level.SEVERE, message, failure);
            throw new IllegalStateException(message, failure);
        } finally {
            log.leave();
        }
    }
}
