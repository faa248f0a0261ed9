package dev.driftwarden.telemetry.export;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import java.util.Collection;
import java.util.function.Supplier;

/** Exports figures by an exporter that is made for the first of them. */
final class LazyMetricExporter implements MetricExporter {
    private final Destination destination;
    private final Supplier<Exporters> exporters;
    private volatile boolean used;

    LazyMetricExporter(Destination destination, Supplier<Exporters> exporters) {
        this.destination = destination;
        this.exporters = exporters;
    }

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType type) {
        return destination.temporality().getAggregationTemporality(type);
    }

    @Override
    public CompletableResultCode export(Collection<MetricData> metrics) {
        used = true;
        return exporters.get().metrics().export(metrics);
    }

    @Override
    public CompletableResultCode flush() {
        return used ? exporters.get().metrics().flush() : CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
        return used ? exporters.get().metrics().shutdown() : CompletableResultCode.ofSuccess();
    }
}
