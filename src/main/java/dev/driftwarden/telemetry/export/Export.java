package dev.driftwarden.telemetry.export;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.function.Supplier;

/** Collects traces and figures and sends them in the background. */
public final class Export {
    private static final Duration EVERY = Duration.ofMinutes(1);

    private Export() {}

    /**
     * Starts collecting. The exporters, which take a while to load, are made by the thread that sends first.
     *
     * @param ratio the part of traces that is kept, from 0 to 1; figures are never sampled
     */
    public static OpenTelemetry start(Destination destination, double ratio, Supplier<Exporters> exporters) {
        Supplier<Exporters> once = new Once(exporters);
        OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .setResource(resource())
                        .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(ratio)))
                        .addSpanProcessor(BatchSpanProcessor.builder(new LazySpanExporter(once))
                                .build())
                        .build())
                .setMeterProvider(SdkMeterProvider.builder()
                        .setResource(resource())
                        .registerMetricReader(PeriodicMetricReader.builder(new LazyMetricExporter(destination, once))
                                .setInterval(EVERY)
                                .build())
                        .build())
                .build();
        Runtime.getRuntime().addShutdownHook(new Thread(sdk::close, "driftwarden-telemetry-end"));
        return sdk;
    }

    private static Resource resource() {
        return Resource.create(
                Attributes.builder().put("service.name", "driftwarden").build());
    }
}
