package dev.driftwarden.telemetry.export;

import io.opentelemetry.sdk.metrics.export.AggregationTemporalitySelector;

/** Where telemetry goes. */
public enum Destination {
    /** A collector that speaks OTLP; {@code OTEL_EXPORTER_OTLP_*} say where and how. */
    OTLP,
    /** Application Insights, which adds up what came in since the last time. */
    AZURE_MONITOR;

    AggregationTemporalitySelector temporality() {
        return this == OTLP
                ? AggregationTemporalitySelector.alwaysCumulative()
                : AggregationTemporalitySelector.deltaPreferred();
    }
}
