package dev.driftwarden.engine;

import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingId;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.ledger.FindingSummary;
import dev.driftwarden.ledger.Held;
import dev.driftwarden.ledger.Nightly;
import dev.driftwarden.ledger.Sweep;
import dev.driftwarden.store.Page;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Counts what has changed since the sweep before. */
final class NightlySummary {
    private static final int PAGE = 500;

    private final Desk desk;
    private final Sweep sweep;
    private final @Nullable Instant since;
    private final Instant from;
    private final Map<String, Long> opened = new TreeMap<>();
    private final Map<String, Long> closed = new TreeMap<>();
    private long byEvents;
    private long older;
    private long exempt;

    NightlySummary(Desk desk, Sweep sweep) {
        this.desk = desk;
        this.sweep = sweep;
        this.since = desk.sweeps()
                .wholeBefore(sweep.startedAt())
                .map(Sweep::startedAt)
                .orElse(null);
        this.from = since == null ? sweep.startedAt() : since;
    }

    Nightly make() {
        each(
                /* open= */ true, summary -> {
                    open(summary);
                    return true;
                });
        each(/* open= */ false, this::closed);
        Map<String, Long> missed = new TreeMap<>();
        desk.sweeps()
                .missed(sweep.id())
                .forEach(one -> missed.merge(one.suspect().toString(), 1L, Long::sum));
        return new Nightly(
                since,
                opened,
                byEvents,
                missed,
                closed.getOrDefault("fixed", 0L),
                closed.getOrDefault("resolved", 0L),
                closed.getOrDefault("gone", 0L),
                older,
                exempt);
    }

    private void each(boolean open, Predicate<FindingSummary> whileTrue) {
        @Nullable String cursor = null;
        do {
            Page<FindingSummary> page = desk.book().list(open, cursor, PAGE);
            for (FindingSummary summary : page.items()) {
                if (!whileTrue.test(summary)) {
                    return;
                }
            }
            cursor = page.cursor();
        } while (cursor != null);
    }

    private void open(FindingSummary summary) {
        if (summary.openedAt().isBefore(from)) {
            older++;
        } else {
            opened(summary);
        }
        // What is exempt is only recorded.
        boolean maybe = summary.state() == FindingState.OPEN;
        if (maybe && finding(summary).filter(NightlySummary::isExempt).isPresent()) {
            exempt++;
        }
    }

    private void opened(FindingSummary summary) {
        opened.merge(summary.severity().toString(), 1L, Long::sum);
        byEvents += summary.actor().equals(FindingSummary.SWEEP) ? 0 : 1;
    }

    private Optional<Finding> finding(FindingSummary summary) {
        return FindingId.tryParse(summary.id()).flatMap(desk.book()::find).map(Held::value);
    }

    private static boolean isExempt(Finding finding) {
        if (finding.decision() == null) {
            return false;
        }
        for (var reason : finding.decision().path("reasons")) {
            if (reason.path("code").asText().equals("exempt")) {
                return true;
            }
        }
        return false;
    }

    /** The latest closed come first. */
    private boolean closed(FindingSummary summary) {
        Finding finding = finding(summary).orElse(null);
        Instant at = finding == null ? null : finding.closedAt();
        if (at == null) {
            return true;
        }
        if (at.isBefore(from)) {
            return false;
        }
        closed.merge(summary.state().toString(), 1L, Long::sum);
        if (!summary.openedAt().isBefore(from)) {
            opened(summary);
        }
        return true;
    }
}
