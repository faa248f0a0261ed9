package dev.driftwarden.engine;

import dev.driftwarden.engine.HealthReport.EventLag;
import dev.driftwarden.engine.HealthReport.QueueState;
import dev.driftwarden.finding.FindingId;
import dev.driftwarden.ledger.FindingSummary;
import dev.driftwarden.ledger.Held;
import dev.driftwarden.ledger.OutwardBook.Trouble;
import dev.driftwarden.ledger.Vitals.Lag;
import dev.driftwarden.ledger.Vitals.Sweep;
import dev.driftwarden.ledger.Write;
import dev.driftwarden.store.WorkQueues;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Looks whether work moves on. It costs some forty small reads, whatever the store holds. */
public final class HealthCheck {
    private static final Duration UNVERIFIED_TOO_LONG = Duration.ofMinutes(90);
    private static final Duration SWEEP_TOO_OLD = Duration.ofHours(26);
    private static final Duration LAG_SEEN = Duration.ofHours(1);
    private static final double LAG_TOO_LONG_SECONDS = 300;
    private static final String WAITING = "waiting/";

    /** Storage may count from when a message was sent, so what may be delayed for an hour may look that old. */
    private static final Map<String, Duration> LONGEST_WAIT = Map.of(
            Jobs.EVENTS, Duration.ofMinutes(15),
            Jobs.EVALUATE, Duration.ofMinutes(30),
            Jobs.APPLY, Duration.ofMinutes(75),
            Jobs.VERIFY, Duration.ofMinutes(75),
            // What is held back over quiet hours may look a day old.
            Jobs.OUTWARD, Duration.ofHours(25));

    private final Desk desk;
    private final WorkQueues queues;

    public HealthCheck(Desk desk, WorkQueues queues) {
        this.desk = desk;
        this.queues = queues;
    }

    public HealthReport report() {
        Instant now = desk.clock().instant();
        Map<String, QueueState> states = queues(now);
        Map<String, Long> setAside = setAside();
        @Nullable Instant unverified = oldestUnverified().orElse(null);
        @Nullable Sweep sweep = desk.vitals().lastSweep().orElse(null);
        @Nullable EventLag lag = lag(now).orElse(null);
        List<String> reasons = new ArrayList<>();
        states.forEach((queue, state) -> slow(queue, state, reasons));
        poison(setAside, reasons);
        if (unverified != null && unverified.plus(UNVERIFIED_TOO_LONG).isBefore(now)) {
            reasons.add("A fix has been neither verified nor given up since " + unverified + ".");
        }
        if (sweep != null) {
            swept(sweep, now, reasons);
        }
        if (lag != null && lag.p95Seconds() > LAG_TOO_LONG_SECONDS) {
            reasons.add("Events arrive late: one in twenty needs more than " + Math.round(lag.p95Seconds()) + " s.");
        }
        desk.outside().troubles().stream()
                .filter(Trouble::lasting)
                .forEach(trouble -> reasons.add(trouble.contact() + " takes nothing since " + trouble.since() + "."));
        return new HealthReport(reasons, states, setAside, unverified, sweep, lag);
    }

    private Map<String, QueueState> queues(Instant now) {
        Map<String, QueueState> states = new LinkedHashMap<>();
        for (String queue : Jobs.QUEUES) {
            Duration oldest = queues.oldestDue(queue)
                    .map(since -> Duration.between(since, now))
                    .filter(age -> !age.isNegative())
                    .orElse(Duration.ZERO);
            states.put(queue, new QueueState(queues.depth(queue), oldest));
        }
        return states;
    }

    private static void slow(String queue, QueueState state, List<String> reasons) {
        if (state.oldest().compareTo(LONGEST_WAIT.getOrDefault(queue, Duration.ZERO)) > 0) {
            reasons.add("Work waits in " + queue + " for " + state.oldest().toMinutes() + " minutes.");
        }
    }

    private Map<String, Long> setAside() {
        Map<String, Long> waiting = new TreeMap<>();
        desk.rejections().counts().forEach((key, count) -> {
            if (key.startsWith(WAITING)) {
                waiting.put(key.substring(WAITING.length()), count);
            }
        });
        return waiting;
    }

    /** Only the bot's own messages count: an event that is none says something about its sender. */
    private static void poison(Map<String, Long> setAside, List<String> reasons) {
        long messages = Jobs.QUEUES.stream()
                .mapToLong(queue -> setAside.getOrDefault(queue, 0L))
                .sum();
        if (messages > 0) {
            reasons.add("Messages that failed every time wait for a decision: " + messages + ".");
        }
    }

    private Optional<Instant> oldestUnverified() {
        return desk.book().inProgress(null, 1).items().stream().findFirst().flatMap(this::moved);
    }

    private Optional<Instant> moved(FindingSummary summary) {
        return FindingId.tryParse(summary.id())
                .flatMap(desk.book()::find)
                .map(held -> held.value().planId())
                .flatMap(desk.book()::write)
                .map(Held::value)
                .map(Write::movedAt);
    }

    private static void swept(Sweep sweep, Instant now, List<String> reasons) {
        if (sweep.failure() != null) {
            reasons.add("The last sweep failed.");
        } else if (sweep.unreadable() > 0) {
            reasons.add(
                    "The last sweep could not list everything: " + sweep.unreadable() + " lists were not readable.");
        }
        if (sweep.startedAt().plus(SWEEP_TOO_OLD).isBefore(now)) {
            reasons.add("The last sweep began more than a day ago.");
        }
    }

    private Optional<EventLag> lag(Instant now) {
        List<Lag> lags = desk.vitals().lags(now.minus(LAG_SEEN));
        return lags.stream()
                .max(Comparator.comparing(Lag::at))
                .map(last -> new EventLag(
                        last.lastSeconds(),
                        lags.stream().mapToDouble(Lag::p95Seconds).max().orElse(0)));
    }
}
