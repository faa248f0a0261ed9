package dev.driftwarden.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the bot tells about its own work: one trace from an event to the verified fix, and figures. Where nothing is exported, all
 * of this does nothing. Safe for use by many threads.
 */
public final class Telemetry {
    private static final String SCOPE = "dev.driftwarden";
    private static final Telemetry NONE = new Telemetry(OpenTelemetry.noop());
    private static final ContextKey<Boolean> FANNING_OUT = ContextKey.named("driftwarden.fanning-out");

    private final Tracer tracer;
    private final Meters meters;

    public Telemetry(OpenTelemetry openTelemetry) {
        this.tracer = openTelemetry.getTracer(SCOPE);
        this.meters = new Meters(openTelemetry.getMeter(SCOPE));
    }

    /** Tells nobody. */
    public static Telemetry none() {
        return NONE;
    }

    public Meters meters() {
        return meters;
    }

    /** Handles one event: the beginning of a trace, below the invocation's when the host has one. */
    public void event(Runnable work) {
        run(tracer.spanBuilder("event").setSpanKind(SpanKind.CONSUMER), work);
    }

    /**
     * Handles a message in the trace of whoever sent it.
     *
     * @param message as {@link #carried} made it; one without a trace begins its own
     */
    public void handle(String queue, String message, Runnable work) {
        Carried sender = Carried.in(message);
        SpanBuilder span = tracer.spanBuilder(queue.substring(queue.lastIndexOf('-') + 1))
                .setSpanKind(SpanKind.CONSUMER)
                .setParent(sender.parent().map(Context.root()::with).orElseGet(Context::root));
        sender.linked().ifPresent(link -> span.addLink(link.getSpanContext()));
        if (Span.current().getSpanContext().isValid()) {
            span.addLink(Span.current().getSpanContext());
        }
        run(span, () -> {
            note(Attribute.QUEUE, queue);
            work.run();
        });
    }

    /** Does one step of what is going on. */
    public <T> T step(String name, Supplier<T> work) {
        Span span = tracer.spanBuilder(name).startSpan();
        return in(Context.current().with(span), span, work);
    }

    /** Does what leads to very many messages: each of them begins a trace of its own that is linked to this one. */
    public void fanOut(String name, Runnable work) {
        Span span = tracer.spanBuilder(name).startSpan();
        in(Context.current().with(span).with(FANNING_OUT, true), span, work);
    }

    /** The same threads, on which work goes on in the trace of whoever gave it to them. */
    public static ExecutorService carrying(ExecutorService threads) {
        return Context.taskWrapping(threads);
    }

    private static void run(SpanBuilder builder, Runnable work) {
        Span span = builder.startSpan();
        in(Context.current().with(span), span, work);
    }

    private static void in(Context context, Span span, Runnable work) {
        in(context, span, () -> {
            work.run();
            return true;
        });
    }

    private static <T> T in(Context context, Span span, Supplier<T> work) {
        try {
            return context.wrapSupplier(work).get();
        } catch (RuntimeException | Error failure) {
            failed(span, failure);
            throw failure;
        } finally {
            span.end();
        }
    }

    /** The kind alone: a message may quote what a stranger wrote. */
    private static void failed(Span span, Throwable failure) {
        span.setStatus(StatusCode.ERROR);
        Attribute.ERROR
                .allowed(failure.getClass().getSimpleName())
                .ifPresent(kind -> span.setAttribute(Attribute.ERROR.key(), kind));
    }

    /** Says something about the step that runs on this thread; what may not be said is left out. */
    public static void note(Attribute attribute, @Nullable String value) {
        attribute.allowed(value).ifPresent(said -> Span.current().setAttribute(attribute.key(), said));
    }

    /** What a message has to carry, so that whoever handles it goes on in this trace; empty without one. */
    public static Map<String, String> carried() {
        return Carried.of(Span.current(), Boolean.TRUE.equals(Context.current().get(FANNING_OUT)));
    }

    /**
     * Does work that a host asked for in a trace of its own.
     *
     * @param traceparent as W3C Trace Context has it; null or anything else for none
     */
    public static <T> T invoked(@Nullable String traceparent, Supplier<T> work) {
        Context context = Carried.parsed(traceparent).map(Context.root()::with).orElseGet(Context::current);
        return context.wrapSupplier(work).get();
    }

    /** The id of the trace on this thread; empty when there is none. */
    public static String traceId() {
        return Span.current().getSpanContext().isValid()
                ? Span.current().getSpanContext().getTraceId()
                : "";
    }
}
