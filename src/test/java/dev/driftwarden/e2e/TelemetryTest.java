package dev.driftwarden.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwarden.engine.Jobs;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.telemetry.Attribute;
import dev.driftwarden.telemetry.Figure;
import dev.driftwarden.telemetry.Telemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the bot tells about its work, from an event of the practice Azure to the verified fix. */
class TelemetryTest {
    private static final String API = "2025-06-01";
    private static final String RULE = "storage.https-only";
    private static final String HTTP_ON = "{\"properties\":{\"supportsHttpsTrafficOnly\":false}}";

    private final InMemorySpanExporter exported = InMemorySpanExporter.create();
    private final InMemoryMetricReader figures = InMemoryMetricReader.create();
    private BotRun run;

    @BeforeEach
    void start() {
        run = new BotRun(new Telemetry(OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(exported))
                        .build())
                .setMeterProvider(
                        SdkMeterProvider.builder().registerMetricReader(figures).build())
                .build()));
    }

    @AfterEach
    void stop() {
        run.close();
    }

    private List<SpanData> spans(String name) {
        return exported.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .toList();
    }

    private SpanData only(String name) {
        assertThat(spans(name)).as(name).hasSize(1);
        return spans(name).get(0);
    }

    private static String text(SpanData span, Attribute attribute) {
        return String.valueOf(span.getAttributes().get(AttributeKey.stringKey(attribute.title())));
    }

    private Stream<PointData> points(Collection<MetricData> all, Figure figure) {
        return all.stream()
                .filter(one -> one.getName().equals(figure.title()))
                .flatMap(one -> one.getData().getPoints().stream());
    }

    private List<String> words(Collection<MetricData> all, Figure figure, Attribute attribute) {
        return points(all, figure)
                .map(point -> point.getAttributes().get(AttributeKey.stringKey(attribute.title())))
                .map(String::valueOf)
                .toList();
    }

    @Test
    void anEventIsOneTraceUntilItsFixIsVerified() {
        run.policy("modes: [ { rules: \"storage.https-only\", mode: auto } ]");
        run.send("PATCH", BotRun.DOCS, API, HTTP_ON);
        run.deliver();
        SpanData event = only("event");
        String trace = event.getTraceId();
        run.settle();
        assertThat(run.finding(BotRun.DOCS, RULE).orElseThrow().state()).isEqualTo(FindingState.FIXED);

        List<SpanData> whole = exported.getFinishedSpanItems().stream()
                .filter(span -> span.getTraceId().equals(trace))
                .toList();
        assertThat(whole)
                .extracting(SpanData::getName)
                .containsSubsequence("event", "decide", "evaluate", "write", "apply", "verify");
        SpanData looked = whole.stream()
                .filter(span -> span.getName().equals("evaluate"))
                .findFirst()
                .orElseThrow();
        assertThat(looked.getParentSpanId()).isEqualTo(event.getSpanId());
        assertThat(whole.stream()
                        .filter(span ->
                                Set.of("event", "evaluate", "apply", "verify").contains(span.getName()))
                        .map(span -> text(span, Attribute.CORRELATION))
                        .distinct())
                .singleElement()
                .asString()
                .hasSize(36);
        assertThat(text(only("decide"), Attribute.MODE)).isEqualTo("auto");
        assertThat(text(only("decide"), Attribute.REASON)).isEqualTo("policy-mode");
        assertThat(text(only("apply"), Attribute.OUTCOME)).isEqualTo("written");
        assertThat(text(only("verify"), Attribute.OUTCOME)).isEqualTo("fixed");
        assertThat(whole).extracting(SpanData::getStatus).containsOnly(StatusData.unset());
    }

    @Test
    void countsWhatHappenedAndHowLongItTook() {
        run.policy("modes: [ { rules: \"storage.https-only\", mode: auto } ]");
        run.send("PATCH", BotRun.DOCS, API, HTTP_ON);
        run.settle();
        Collection<MetricData> all = figures.collectAllMetrics();
        assertThat(words(all, Figure.EVENTS, Attribute.OUTCOME)).contains("queued");
        assertThat(words(all, Figure.VERDICTS, Attribute.VERDICT)).contains("fail", "pass");
        assertThat(words(all, Figure.DECISIONS, Attribute.MODE)).containsExactly("auto");
        assertThat(words(all, Figure.WRITES, Attribute.OUTCOME)).containsExactly("written");
        assertThat(words(all, Figure.VERIFICATIONS, Attribute.OUTCOME)).containsExactly("fixed");
        assertThat(points(all, Figure.TIME_TO_DETECT)).hasSize(1);
        assertThat(points(all, Figure.TIME_TO_FIX)).hasSize(1);
        assertThat(points(all, Figure.EVENT_LAG)).hasSize(1);
    }

    @Test
    void aSweepIsLinkedToWhatItLeadsToAndCountsWhatNoEventToldOf() {
        run.policy("modes: [ { rules: \"storage.https-only\", mode: auto } ]");
        run.sweep();
        run.send("PATCH", BotRun.DOCS, API, HTTP_ON);
        run.sweep();
        run.pumpOnce(Jobs.APPLY);
        SpanData applied = only("apply");
        assertThat(text(applied, Attribute.OUTCOME)).isEqualTo("written");
        assertThat(applied.getLinks())
                .extracting(link -> link.getSpanContext().getTraceId())
                .containsAnyElementsOf(
                        spans("sweep").stream().map(SpanData::getTraceId).toList());
        assertThat(spans("sweep")).extracting(SpanData::getTraceId).doesNotContain(applied.getTraceId());
        assertThat(words(figures.collectAllMetrics(), Figure.MISSED_EVENTS, Attribute.RULE))
                .containsOnly(RULE);
    }

    @Test
    void saysNothingThatAStrangerChose() {
        String hostile = "https://evil.example/?sig=secret <script>";
        run.policy("defaults: { mode: auto }");
        run.send(
                "PATCH",
                BotRun.DOCS,
                API,
                "{\"tags\":{\"note\":\"" + hostile + "\"},\"properties\":{\"supportsHttpsTrafficOnly\":false}}");
        run.settle();
        assertThat(spans("decide")).isNotEmpty();
        assertThat(exported.getFinishedSpanItems().toString())
                .doesNotContain("evil")
                .doesNotContain("secret")
                .doesNotContain("@contoso");
        assertThat(figures.collectAllMetrics().toString())
                .doesNotContain("evil")
                .doesNotContain("@contoso");
    }

    @Test
    void keepsTheNumberOfSeriesSmallWhateverComesIn() {
        for (int i = 0; i < 50; i++) {
            run.receiveAgain("event", "{\"eventType\":\"x" + i + "\",\"id\":\"" + i + "\"}");
        }
        run.send("PATCH", BotRun.DOCS, API, HTTP_ON);
        run.settle();
        assertThat(words(figures.collectAllMetrics(), Figure.EVENTS, Attribute.OUTCOME))
                .containsExactlyInAnyOrder("rejected", "queued");
        assertThat(figures.collectAllMetrics())
                .allSatisfy(one ->
                        assertThat(one.getData().getPoints()).as(one.getName()).hasSizeLessThan(40));
    }

    @Test
    void aMessageWithAForgedTraceBeginsItsOwn() {
        for (String forged : List.of("00-zz", "x".repeat(5_000), "00-00000000000000000000000000000000-0-01")) {
            run.desk.telemetry().handle(Jobs.EVALUATE, "{\"traceparent\":\"" + forged + "\"}", () -> {});
        }
        run.desk.telemetry().handle(Jobs.EVALUATE, "not JSON", () -> {});
        assertThat(spans("evaluate").stream().map(SpanData::getTraceId).collect(Collectors.toSet()))
                .hasSize(4)
                .allSatisfy(id -> assertThat(id).matches("[0-9a-f]{32}"));
        assertThat(spans("evaluate"))
                .allSatisfy(span ->
                        assertThat(span.getParentSpanContext().isValid()).isFalse());
    }
}
