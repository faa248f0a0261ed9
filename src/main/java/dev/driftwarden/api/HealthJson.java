package dev.driftwarden.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.engine.HealthReport;
import dev.driftwarden.ledger.Sweep;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The measures of the health answer. Ages are whole seconds; what is not known is null. */
final class HealthJson {
    private HealthJson() {}

    static void put(ObjectNode json, HealthReport report, Instant now) {
        ObjectNode depths = json.putObject("queues");
        ObjectNode ages = json.putObject("queueAgeSeconds");
        report.queues().forEach((queue, state) -> {
            depths.put(queue, state.depth());
            ages.put(queue, state.oldest().toSeconds());
        });
        report.setAside().forEach(json.putObject("setAside")::put);
        Instant unverified = report.oldestUnverified();
        json.put("oldestUnverifiedSeconds", unverified == null ? null : age(unverified, now));
        sweep(json, report.lastSweep());
        HealthReport.EventLag lag = report.eventLag();
        json.putObject("eventLagSeconds")
                .put("last", lag == null ? null : lag.lastSeconds())
                .put("p95", lag == null ? null : lag.p95Seconds());
        json.put("missedEventRate", report.missedEventRate());
    }

    private static long age(Instant since, Instant now) {
        return Math.max(0, Duration.between(since, now).toSeconds());
    }

    private static void sweep(ObjectNode json, @Nullable Sweep sweep) {
        if (sweep == null) {
            json.putNull("lastSweep");
            return;
        }
        Instant ended = sweep.endedAt();
        json.putObject("lastSweep")
                .put("startedAt", sweep.startedAt().toString())
                .put("endedAt", ended == null ? null : ended.toString())
                .put("id", sweep.id())
                .put("outcome", sweep.state().toString())
                .put("looks", sweep.tally().looks())
                .put("unreadable", sweep.tally().gaps());
    }
}
