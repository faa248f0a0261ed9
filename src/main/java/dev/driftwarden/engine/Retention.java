package dev.driftwarden.engine;

import dev.driftwarden.ledger.ClosedBodies;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes, a little at a time, what is of no use any more. Nothing here touches the audit log. */
public final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final Duration FAILURES_KEPT = Duration.ofDays(8);
    private static final Duration WORKERS_KEPT = Duration.ofDays(1);
    private static final int BATCH = 200;

    private final Desk desk;
    private final ClosedBodies bodies;
    private final RetentionSettings settings;

    public Retention(Desk desk, ClosedBodies bodies, RetentionSettings settings) {
        this.desk = desk;
        this.bodies = bodies;
        this.settings = settings;
    }

    /** One bounded batch of each kind. */
    public void run() {
        Instant now = desk.clock().instant();
        int rejections = desk.rejections().forget(now.minus(settings.rejections()), BATCH);
        int failures = desk.failures().forget(now.minus(FAILURES_KEPT), BATCH);
        int closed = bodies.forget(now.minus(settings.bodies()), BATCH);
        desk.vitals().forget(now.minus(WORKERS_KEPT));
        desk.shadow().forgetBefore(now.minus(desk.policy().get().promotions().shadow()));
        if (rejections + failures + closed > 0) {
            LOG.info("retention rejections={} failures={} closed={}", rejections, failures, closed);
        }
    }
}
