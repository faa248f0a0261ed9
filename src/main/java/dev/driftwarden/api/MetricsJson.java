package dev.driftwarden.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.engine.HealthReport;
import dev.driftwarden.ledger.Counts;
import dev.driftwarden.ledger.DayTally;
import dev.driftwarden.ledger.Spread;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The measures of the health answer, and how many findings there are and what happened today. */
final class MetricsJson {
    private MetricsJson() {}

    static ObjectNode of(HealthReport report, Counts counts, DayTally today, Instant now) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("at", now.toString());
        HealthJson.put(json, report, now);
        put(json, "findings", counts.byKey());
        put(json, "openBySubscription", counts.openBySubscription());
        ObjectNode day = json.putObject("today");
        put(day, "opened", today.opened());
        put(day, "fixed", today.fixed());
        put(day, "ended", today.ended());
        quantiles(day.putObject("detectSeconds"), today.detect());
        quantiles(day.putObject("fixSeconds"), today.fix());
        return json;
    }

    private static void put(ObjectNode json, String name, Map<String, Long> numbers) {
        numbers.forEach(json.putObject(name)::put);
    }

    private static void quantiles(ObjectNode json, Spread spread) {
        json.put("count", spread.total()).put("p50", seconds(spread, 0.5)).put("p95", seconds(spread, 0.95));
    }

    private static @Nullable Double seconds(Spread spread, double part) {
        return spread.quantile(part)
                .map(Duration::toMillis)
                .map(millis -> millis / 1000.0)
                .orElse(null);
    }
}
