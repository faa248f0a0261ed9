package dev.driftwarden.telemetry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The trace that a message belongs to, as its fields say.
 *
 * @param parent whose trace is gone on with
 * @param linked who began this one among many
 */
record Carried(Optional<Span> parent, Optional<Span> linked) {
    private static final String PARENT = "traceparent";
    private static final String LINK = "tracelink";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final W3CTraceContextPropagator FORMAT = W3CTraceContextPropagator.getInstance();
    private static final TextMapGetter<Map<String, String>> GETTER = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> carrier) {
            return carrier.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> carrier, String key) {
            return carrier == null ? null : carrier.get(key);
        }
    };

    static Map<String, String> of(Span span, boolean fanningOut) {
        SpanContext context = span.getSpanContext();
        if (!context.isValid()) {
            return Map.of();
        }
        Map<String, String> fields = new HashMap<>();
        FORMAT.inject(Context.root().with(span), fields, (carrier, key, value) -> {
            if (carrier != null && key.equals(PARENT)) {
                carrier.put(fanningOut ? LINK : PARENT, value);
            }
        });
        return fields;
    }

    static Carried in(String message) {
        JsonNode fields = parse(message);
        return new Carried(
                parsed(fields.path(PARENT).textValue()),
                parsed(fields.path(LINK).textValue()));
    }

    static Optional<Span> parsed(@Nullable String traceparent) {
        if (traceparent == null || traceparent.length() > 64) {
            return Optional.empty();
        }
        Context read = FORMAT.extract(Context.root(), Map.of(PARENT, traceparent), GETTER);
        return Optional.of(Span.fromContext(read))
                .filter(span -> span.getSpanContext().isValid());
    }

    private static JsonNode parse(String message) {
        try {
            return JSON.readTree(message);
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }
}
