package dev.driftwarden.engine;

import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.Finding.Cause;
import dev.driftwarden.finding.FindingId;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.rule.Judgement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes the finding that a judgement leads to, given what was known before. */
final class Findings {
    private static final int KEPT_OPENINGS = 20;

    private final Clock clock;

    Findings(Clock clock) {
        this.clock = clock;
    }

    /** Whether seeing it fail now is news: it was unknown so far, closed, or never seen. */
    boolean newlyOpened(Optional<Finding> before) {
        return before.isEmpty()
                || !before.get().state().isOpen()
                || before.get().state() == FindingState.UNKNOWN;
    }

    /** The finding as failing; its state is the old one, or open when it is new. */
    Finding failing(Judgement judgement, Optional<Finding> before, Optional<Cause> cause) {
        FindingState state =
                newlyOpened(before) ? FindingState.OPEN : before.get().state();
        return made(judgement, before, cause, state, openings(before));
    }

    Finding unknown(Judgement judgement, Optional<Finding> before, Optional<Cause> cause) {
        return made(
                judgement,
                before,
                cause,
                FindingState.UNKNOWN,
                before.map(Finding::openings).orElse(List.of()));
    }

    private Finding made(
            Judgement judgement,
            Optional<Finding> before,
            Optional<Cause> cause,
            FindingState state,
            List<Instant> openings) {
        Instant now = clock.instant();
        boolean again = before.isPresent() && !before.get().state().isOpen();
        boolean opened = before.isEmpty() || again;
        return new Finding(
                FindingId.of(judgement.resource(), judgement.rule().id()),
                judgement.rule().id(),
                judgement.rule().title(),
                judgement.rule().service(),
                judgement.resource(),
                judgement.type(),
                DisplayNames.of(judgement)
                        .or(() -> before.map(Finding::displayName))
                        .orElse(null),
                judgement.severity(),
                state,
                before.map(Finding::revision).orElse(0) + 1,
                before.map(Finding::round).orElse(1) + (again ? 1 : 0),
                judgement.message(),
                judgement.evidence(),
                judgement.notes(),
                (opened ? cause : before.flatMap(known -> Blame.ofOpen(known, cause))).orElse(null),
                opened ? null : before.map(Finding::decision).orElse(null),
                opened ? null : before.map(Finding::planId).orElse(null),
                opened ? now : before.map(Finding::openedAt).orElse(now),
                now,
                openings,
                null,
                opened ? Map.of() : before.map(Finding::chosen).orElse(Map.of()));
    }

    /** Only what was seen to fail came back: a state that could not be read says nothing about a fight. */
    private List<Instant> openings(Optional<Finding> before) {
        List<Instant> all = new ArrayList<>(before.map(Finding::openings).orElse(List.of()));
        if (newlyOpened(before)) {
            all.add(clock.instant());
        }
        return all.subList(Math.max(0, all.size() - KEPT_OPENINGS), all.size());
    }

    @Nullable
    String who(Optional<Cause> cause) {
        return cause.map(c -> c.actor().name()).orElse(null);
    }

    Map<String, String> details(Optional<Cause> cause) {
        Map<String, String> details = new TreeMap<>();
        cause.ifPresent(c -> {
            details.put("operation", c.operation());
            details.put("occurredAt", c.occurredAt().toString());
            if (c.correlationId() != null) {
                details.put("correlationId", c.correlationId());
            }
        });
        return details;
    }
}
