package dev.driftwarden.engine;

import dev.driftwarden.engine.HealthReport.EventLag;
import dev.driftwarden.engine.HealthReport.QueueState;
import dev.driftwarden.store.WorkQueues;
import dev.driftwarden.telemetry.Attribute;
import dev.driftwarden.telemetry.Figure;
import dev.driftwarden.telemetry.Signals;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells how the queues are and whether the bot is well: for alerts, which cannot ask it. */
public final class QueueWatch implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(QueueWatch.class);

    private final Desk desk;
    private final HealthCheck health;

    public QueueWatch(Desk desk, WorkQueues queues) {
        this.desk = desk;
        this.health = new HealthCheck(desk, queues);
    }

    @Override
    public void run() {
        HealthReport report = health.report();
        report.queues().forEach(this::tell);
        EventLag lag = report.eventLag();
        long setAside =
                report.setAside().values().stream().mapToLong(Long::longValue).sum();
        LOG.info(
                Signals.HEALTH,
                report.well() ? "ok" : "degraded",
                lag == null ? 0 : Math.round(lag.p95Seconds()),
                setAside);
        desk.controls().killSwitch().ifPresent(on -> LOG.warn(Signals.KILL_SWITCH, "on"));
    }

    private void tell(String queue, QueueState state) {
        Map<Attribute, String> which = Map.of(Attribute.QUEUE, queue);
        desk.telemetry()
                .meters()
                .level(Figure.QUEUE_AGE, (double) state.oldest().toSeconds(), which);
        desk.telemetry().meters().level(Figure.QUEUE_DEPTH, (double) state.depth(), which);
        LOG.info(Signals.QUEUE, queue, state.depth(), state.oldest().toSeconds());
    }
}
