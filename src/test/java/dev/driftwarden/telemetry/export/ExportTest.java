package dev.driftwarden.telemetry.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.azure.core.credential.AccessToken;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import dev.driftwarden.telemetry.Attribute;
import dev.driftwarden.telemetry.Figure;
import dev.driftwarden.telemetry.Telemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricExporter;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

/** How telemetry leaves: by exporters that nobody waits for. */
class ExportTest {
    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final InMemoryMetricExporter metrics = InMemoryMetricExporter.create();
    private final AtomicInteger made = new AtomicInteger();

    private Exporters exporters() {
        made.incrementAndGet();
        return new Exporters(spans, metrics);
    }

    private OpenTelemetrySdk started(double ratio) {
        return (OpenTelemetrySdk) Export.start(Destination.OTLP, ratio, this::exporters);
    }

    private static void flush(OpenTelemetrySdk sdk) {
        sdk.getSdkTracerProvider().forceFlush().join(10, TimeUnit.SECONDS);
        sdk.getSdkMeterProvider().forceFlush().join(10, TimeUnit.SECONDS);
    }

    @Test
    void makesTheExportersWhenThereIsSomethingToSendAndOnlyOnce() {
        OpenTelemetrySdk sdk = started(1);
        Telemetry telemetry = new Telemetry(sdk);
        assertThat(made).hasValue(0);
        telemetry.event(() -> telemetry.meters().count(Figure.EVENTS, Map.of(Attribute.OUTCOME, "queued")));
        flush(sdk);
        assertThat(made).hasValue(1);
        assertThat(spans.getFinishedSpanItems()).hasSize(1);
        assertThat(metrics.getFinishedMetricItems())
                .extracting(metric -> metric.getName())
                .containsExactly("driftwarden.events");
        sdk.close();
    }

    @Test
    void keepsThePartOfTracesThatWasAskedForAndAllFigures() {
        OpenTelemetrySdk sdk = started(0);
        Telemetry telemetry = new Telemetry(sdk);
        telemetry.event(() -> telemetry.meters().count(Figure.EVENTS, Map.of()));
        flush(sdk);
        assertThat(spans.getFinishedSpanItems()).isEmpty();
        assertThat(metrics.getFinishedMetricItems()).hasSize(1);
        sdk.close();
    }

    @Test
    void worksOnWhenNoExporterCanBeMade() {
        OpenTelemetrySdk sdk = (OpenTelemetrySdk) Export.start(Destination.AZURE_MONITOR, 1, () -> {
            throw new IllegalStateException("no such exporter");
        });
        AtomicInteger worked = new AtomicInteger();
        new Telemetry(sdk).event(worked::incrementAndGet);
        assertThatCode(() -> flush(sdk)).doesNotThrowAnyException();
        sdk.close();
        assertThat(worked).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource({"OTLP, CUMULATIVE", "AZURE_MONITOR, DELTA"})
    void countsAsTheDestinationReadsIt(Destination destination, AggregationTemporality expected) {
        assertThat(new LazyMetricExporter(destination, this::exporters)
                        .getAggregationTemporality(InstrumentType.COUNTER))
                .isEqualTo(expected);
    }

    @Test
    void azureMonitorIsSetUpByIdentityAndWithTheHttpClientOfTheBot() {
        Exporters azure = Exporters.azureMonitor(
                "InstrumentationKey=00000000-0000-0000-0000-000000000000;IngestionEndpoint=https://127.0.0.1:1/",
                request -> Mono.just(new AccessToken("practice", OffsetDateTime.MAX)),
                new JdkHttpClientBuilder().build());
        assertThat(azure.spans().getClass().getName()).startsWith("com.azure.monitor.");
        assertThat(azure.metrics().getClass().getName()).startsWith("com.azure.monitor.");
    }

    @Test
    void aCollectorIsSetUpWithoutAzure() {
        Exporters otlp = Exporters.otlp();
        assertThat(otlp.spans().getClass().getName()).startsWith("io.opentelemetry.exporter.otlp.http.");
        assertThat(otlp.metrics().getClass().getName()).startsWith("io.opentelemetry.exporter.otlp.http.");
    }
}
