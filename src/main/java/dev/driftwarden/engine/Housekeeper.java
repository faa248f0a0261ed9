package dev.driftwarden.engine;

import dev.driftwarden.engine.Jobs.LookJob;
import dev.driftwarden.engine.Jobs.VerifyJob;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingId;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.ledger.Approval;
import dev.driftwarden.ledger.FindingSummary;
import dev.driftwarden.ledger.Held;
import dev.driftwarden.ledger.Markers.Marker;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Repairs what a crash left half done, and ends questions that nobody answered. */
public final class Housekeeper {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeper.class);
    private static final Duration STUCK_AFTER = Duration.ofMinutes(10);
    private static final int BATCH = 500;

    private final Desk desk;
    private final ApprovalDesk approvals;

    public Housekeeper(Desk desk, ApprovalDesk approvals) {
        this.desk = desk;
        this.approvals = approvals;
    }

    public void run() {
        for (Marker lost : desk.markers().olderThan(desk.settings().markerLostAfter())) {
            LOG.warn("look repaired: its message was lost");
            desk.jobs().look(new LookJob(lost.subject(), lost.causes(), 0), Duration.ZERO);
        }
        desk.book().inProgress(null, BATCH).items().forEach(this::resume);
        for (Approval waiting : desk.book().inbox(null, BATCH).items()) {
            desk.book()
                    .approval(waiting.planId())
                    .filter(held -> held.value().state() == Approval.State.PENDING)
                    .ifPresent(approvals::expire);
        }
    }

    private void resume(FindingSummary summary) {
        FindingId.tryParse(summary.id())
                .flatMap(desk.book()::find)
                .map(Held::value)
                .filter(this::stuck)
                .ifPresent(this::resume);
    }

    private boolean stuck(Finding finding) {
        Instant limit = desk.clock().instant().minus(STUCK_AFTER);
        return finding.planId() != null && finding.lastSeenAt().isBefore(limit);
    }

    private void resume(Finding finding) {
        LOG.warn("work resumed: no progress state={} finding={}", finding.state(), finding.id());
        String planId = Objects.requireNonNull(finding.planId());
        if (finding.state() == FindingState.APPLYING) {
            desk.jobs().apply(planId, Duration.ZERO);
        } else if (finding.state() == FindingState.VERIFYING) {
            desk.jobs().verify(new VerifyJob(finding.id(), planId, 0, false), Duration.ZERO);
        }
    }
}
