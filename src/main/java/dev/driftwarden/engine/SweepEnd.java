package dev.driftwarden.engine;

import dev.driftwarden.engine.Jobs.SweepJob;
import dev.driftwarden.ledger.Held;
import dev.driftwarden.ledger.Nightly;
import dev.driftwarden.ledger.Sweep;
import dev.driftwarden.ledger.Sweep.State;
import dev.driftwarden.ledger.SweepPart;
import dev.driftwarden.policy.NoticeKind;
import dev.driftwarden.sweep.Cursor;
import dev.driftwarden.sweep.Gap;
import dev.driftwarden.sweep.Presence;
import dev.driftwarden.sweep.Shard;
import dev.driftwarden.sweep.Tally;
import dev.driftwarden.telemetry.Signals;
import dev.driftwarden.world.BackgroundReads;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leads a sweep whose parts are over to its next stage and to its end. */
final class SweepEnd {
    private static final Logger LOG = LoggerFactory.getLogger(SweepEnd.class);
    private static final Shard OPEN_FINDINGS =
            new Shard("open-findings", Shard.Kind.OPEN_FINDINGS, List.of(), List.of(), 0);

    /** The calls that finding out whether the subscriptions are still there may take. */
    private static final long PRESENCE_CALLS = 100;

    private final Desk desk;

    SweepEnd(Desk desk) {
        this.desk = desk;
    }

    /** Does nothing while a part is not over. */
    void advance(String sweepId) {
        Held<Sweep> held = desk.sweeps().find(sweepId).orElse(null);
        if (held == null || held.value().state().ended() || held.value().state() == State.PLANNING) {
            return;
        }
        List<SweepPart> parts = desk.sweeps().parts(sweepId);
        if (!parts.stream().allMatch(SweepPart::over)) {
            return;
        }
        if (held.value().state() == State.RUNNING && held.value().cancelledBy() == null) {
            recheck(held, parts);
        } else {
            end(held, List.of());
        }
    }

    private void recheck(Held<Sweep> held, List<SweepPart> parts) {
        Sweep sweep = held.value();
        BackgroundReads reads = desk.background().apply(PRESENCE_CALLS);
        List<Gap> vanished = Presence.check(
                reads.inventory(), parts.stream().map(SweepPart::shard).toList());
        Tally costs = Tally.NONE
                .withCosts(reads.usage().calls(), reads.usage().throttled().toMillis())
                .withGaps(vanished.size());
        Instant now = desk.clock().instant();
        SweepPart recheck = SweepPart.of(OPEN_FINDINGS, now).moved(Cursor.START, costs, vanished, now);
        desk.sweeps().add(sweep.id(), List.of(recheck));
        if (desk.sweeps().save(held, sweep.rechecking())) {
            desk.jobs().sweep(new SweepJob(sweep.id(), OPEN_FINDINGS.id(), recheck.turn()), Duration.ZERO);
        }
    }

    private static String words(Tally sum, Nightly nightly) {
        return sum.resources() + " resources were gone through, " + sum.looks() + " read one by one; "
                + nightly.newCount() + " findings are new, " + nightly.missedCount()
                + " of them without an event; " + sum.gaps() + " things could not be seen.";
    }

    /** Ends it as it is. */
    void end(Held<Sweep> held, List<Gap> more) {
        Sweep sweep = held.value();
        List<SweepPart> parts = desk.sweeps().parts(sweep.id());
        Tally sum = sweep.tally().withGaps(more.size());
        List<Gap> gaps = new ArrayList<>(sweep.gaps());
        gaps.addAll(more);
        for (SweepPart part : parts) {
            sum = sum.plus(part.tally());
            gaps.addAll(part.gaps());
        }
        State how = sweep.cancelledBy() != null ? State.CANCELLED : sum.gaps() > 0 ? State.PARTIAL : State.COMPLETE;
        Nightly nightly = new NightlySummary(desk, sweep).make();
        Sweep ended = sweep.ended(how, desk.clock().instant(), sum, gaps, nightly);
        if (desk.sweeps().save(held, ended)) {
            desk.audit()
                    .append(
                            "sweep-ended",
                            "driftwarden",
                            sweep.id(),
                            Map.of("state", how.toString(), "gaps", Long.toString(sum.gaps())));
            LOG.info(Signals.SWEPT, how, sum.looks(), sum.gaps());
            desk.outward().tell(NoticeKind.SWEEP_SUMMARY, "Sweep done: " + how, words(sum, nightly));
        }
    }
}
