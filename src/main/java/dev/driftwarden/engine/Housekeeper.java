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
import dev.driftwarden.ledger.UnreadableRecordException;
import dev.driftwarden.ledger.Write;
import dev.driftwarden.store.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Repairs what a crash left half done, ends questions that nobody answered, and removes what is of no use any more. */
public final class Housekeeper {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeper.class);
    private static final Duration ECHOES_KEPT = Duration.ofDays(3);

    /** Every decision reads those that are kept: what a worker whose clock is behind may still count, and no more. */
    private static final Duration BUDGETS_KEPT = Duration.ofHours(2);

    private static final Duration TOLD_KEPT = Duration.ofDays(8);
    private static final int BATCH = 500;

    private final Desk desk;
    private final ApprovalLife approvals;
    private final List<Runnable> further;

    /** @param further what else is to be done each time */
    public Housekeeper(Desk desk, Runnable... further) {
        this.desk = desk;
        this.approvals = new ApprovalLife(desk);
        this.further = List.of(further);
    }

    /**
     * Does everything once; each part is done even if another fails.
     *
     * @throws RuntimeException the first failure, when all parts have had their turn
     */
    public void run() {
        Instant now = desk.clock().instant();
        List<Runnable> parts = new ArrayList<>(List.of(
                () -> desk.outbox().sendLeftBehind(),
                this::repairMarkers,
                () -> desk.book().sumUpCounts(),
                () -> all(cursor -> desk.book().inProgress(cursor, BATCH), this::resume),
                () -> all(cursor -> desk.book().inbox(cursor, BATCH), this::tend),
                () -> desk.echoes().forgetBefore(now.minus(ECHOES_KEPT)),
                () -> desk.budgets().forgetBefore(now.minus(BUDGETS_KEPT)),
                () -> desk.book().trend().note(now),
                () -> desk.outside().forgetBefore(now.minus(TOLD_KEPT))));
        parts.addAll(further);
        RuntimeException first = null;
        for (Runnable part : parts) {
            try {
                part.run();
            } catch (RuntimeException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }

    /** While older messages wait their turn, a marker's message is not lost: it waits as well. */
    private void repairMarkers() {
        Instant now = desk.clock().instant();
        Instant oldest = desk.jobs().oldestLook().filter(now::isAfter).orElse(now);
        for (Held<Marker> lost :
                desk.markers().renewLost(oldest.minus(desk.settings().markerLostAfter()))) {
            LOG.warn("look repaired: its message was lost");
            desk.jobs().look(LookJob.of(lost), Duration.ZERO);
        }
    }

    private static <T> void all(Function<@Nullable String, Page<T>> pages, Consumer<T> each) {
        @Nullable String cursor = null;
        do {
            Page<T> page = pages.apply(cursor);
            page.items().forEach(item -> tried(each, item));
            cursor = page.cursor();
        } while (cursor != null);
    }

    /** One that cannot be handled does not keep the others from it. */
    private static <T> void tried(Consumer<T> each, T item) {
        try {
            each.accept(item);
        } catch (UnreadableRecordException e) {
            LOG.error("housekeeping left one out: {}", e.getMessage());
        }
    }

    private void tend(Approval waiting) {
        desk.book().approval(waiting.planId()).ifPresent(approvals::tend);
    }

    private void resume(FindingSummary summary) {
        Optional<Finding> finding = FindingId.tryParse(summary.id())
                .flatMap(desk.book()::find)
                .map(held -> held.value())
                .filter(found -> found.state().inProgress());
        finding.map(Finding::planId)
                .flatMap(desk.book()::write)
                .map(held -> held.value())
                .filter(this::stuck)
                .ifPresent(write -> resume(finding.orElseThrow(), write));
    }

    private boolean stuck(Write write) {
        return write.movedAt()
                .isBefore(desk.clock().instant().minus(desk.settings().stuckAfter()));
    }

    private void resume(Finding finding, Write write) {
        LOG.warn("work resumed: no progress state={} finding={}", finding.state(), finding.id());
        if (finding.state() == FindingState.APPLYING) {
            desk.jobs().apply(write.planId(), Duration.ZERO);
        } else {
            desk.jobs().verify(new VerifyJob(finding.id(), write.planId(), 0, false), Duration.ZERO);
        }
    }
}
