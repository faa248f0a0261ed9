package dev.driftwarden.rule.book;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.resource.InvalidResourceIdException;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.GuardResult;
import dev.driftwarden.rule.Mode;
import dev.driftwarden.rule.cel.EvaluationException;
import dev.driftwarden.rule.load.GuardSpec;
import dev.driftwarden.rule.load.GuardSpec.Metric;
import dev.driftwarden.world.Read;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;

/** Looks for reasons to be careful with a fix. What cannot be found out is such a reason. */
final class Guards {
    private static final String METRICS_API = "2023-10-01";

    private final Scope scope;

    Guards(Scope scope) {
        this.scope = scope;
    }

    List<GuardResult> check() {
        return scope.rule().definition().guards().stream()
                .flatMap(guard -> one(guard).stream())
                .toList();
    }

    private Optional<GuardResult> one(GuardSpec guard) {
        try {
            Metric metric = guard.metric();
            return metric == null ? tripped(guard) : scope.with("value", sum(metric), () -> tripped(guard));
        } catch (EvaluationException e) {
            return Optional.of(
                    new GuardResult(guard.then(), "What this may break could not be checked: " + e.getMessage()));
        }
    }

    private Optional<GuardResult> tripped(GuardSpec guard) {
        if (!scope.holds(guard.condition().when())) {
            return Optional.ofNullable(guard.otherwise())
                    .map(text -> new GuardResult(Mode.AUTO, Targets.text(scope, text, UnaryOperator.identity())));
        }
        String because = Targets.text(scope, guard.condition().because(), UnaryOperator.identity());
        return Optional.of(new GuardResult(guard.then(), because));
    }

    private double sum(Metric metric) {
        ResourceId of =
                metric.on().isEmpty() ? scope.subject() : scope.subject().resolve(metric.on());
        Read read = scope.reads().list(metrics(of), METRICS_API, query(metric));
        return read.match(series -> total(series, metric.aggregation().toLowerCase(Locale.ROOT)), () -> 0.0, why -> {
            throw new EvaluationException("metric " + metric.name() + ": " + why.message(), why.worthRetrying());
        });
    }

    private static ResourceId metrics(ResourceId of) {
        try {
            return of.resolve("providers/Microsoft.Insights/metrics");
        } catch (InvalidResourceIdException e) {
            throw new EvaluationException(String.valueOf(e.getMessage()), false);
        }
    }

    private String query(Metric metric) {
        var end = scope.now().truncatedTo(ChronoUnit.HOURS);
        String span = end.minus(metric.window()) + "/" + end;
        String filter = metric.filter().isEmpty() ? "" : "&$filter=" + Targets.encode(metric.filter());
        return "metricnames=" + Targets.encode(metric.name()) + "&aggregation=" + Targets.encode(metric.aggregation())
                + "&interval=P1D&timespan=" + Targets.encode(span) + filter;
    }

    private static double total(JsonNode metrics, String aggregation) {
        return stream(metrics)
                .flatMap(metric -> stream(metric.path("timeseries")))
                .flatMap(series -> stream(series.path("data")))
                .mapToDouble(point -> point.path(aggregation).asDouble(0))
                .sum();
    }

    private static java.util.stream.Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
