package dev.driftwarden.telemetry.export;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.monitor.opentelemetry.autoconfigure.AzureMonitorAutoConfigure;
import com.azure.monitor.opentelemetry.autoconfigure.AzureMonitorAutoConfigureOptions;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdkBuilder;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What sends spans and figures. Both kinds are set up by OpenTelemetry's own configuration, so that the standard variables hold.
 */
public record Exporters(SpanExporter spans, MetricExporter metrics) {

    /** To the collector that {@code OTEL_EXPORTER_OTLP_ENDPOINT} names. */
    public static Exporters otlp() {
        AutoConfiguredOpenTelemetrySdkBuilder builder = AutoConfiguredOpenTelemetrySdk.builder();
        return made(builder, "otlp");
    }

    /** To Application Insights, by identity. */
    public static Exporters azureMonitor(String connectionString, TokenCredential credential, HttpClient http) {
        AutoConfiguredOpenTelemetrySdkBuilder builder = AutoConfiguredOpenTelemetrySdk.builder();
        AzureMonitorAutoConfigure.customize(
                builder,
                new AzureMonitorAutoConfigureOptions()
                        .connectionString(connectionString)
                        .credential(credential)
                        .httpClient(http));
        return made(builder, "azure_monitor");
    }

    static Exporters none() {
        return new Exporters(SpanExporter.composite(), new NoMetrics());
    }

    /** The set-up makes a whole SDK, of which nothing but the exporters is taken. */
    private static Exporters made(AutoConfiguredOpenTelemetrySdkBuilder builder, String exporter) {
        AtomicReference<SpanExporter> spans = new AtomicReference<>(SpanExporter.composite());
        AtomicReference<MetricExporter> metrics = new AtomicReference<>(new NoMetrics());
        var unused = builder.addPropertiesSupplier(() -> properties(exporter))
                .addSpanExporterCustomizer((made, config) -> {
                    spans.set(made);
                    return made;
                })
                .addMetricExporterCustomizer((made, config) -> {
                    metrics.set(made);
                    return new NoMetrics();
                })
                .disableShutdownHook()
                .build();
        return new Exporters(Objects.requireNonNull(spans.get()), Objects.requireNonNull(metrics.get()));
    }

    private static Map<String, String> properties(String exporter) {
        Map<String, String> properties = new HashMap<>();
        properties.put("otel.traces.exporter", exporter);
        properties.put("otel.metrics.exporter", exporter);
        properties.put("otel.logs.exporter", "none");
        properties.put("otel.exporter.otlp.protocol", "http/protobuf");
        properties.put("applicationinsights.live.metrics.enabled", "false");
        return properties;
    }
}
