package dev.driftwarden.telemetry.export;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.function.Supplier;

/** Exports spans by an exporter that is made for the first of them. */
final class LazySpanExporter implements SpanExporter {
    private final Supplier<Exporters> exporters;
    private volatile boolean used;

    LazySpanExporter(Supplier<Exporters> exporters) {
        this.exporters = exporters;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        used = true;
        return exporters.get().spans().export(spans);
    }

    @Override
    public CompletableResultCode flush() {
        return used ? exporters.get().spans().flush() : CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
        return used ? exporters.get().spans().shutdown() : CompletableResultCode.ofSuccess();
    }
}
