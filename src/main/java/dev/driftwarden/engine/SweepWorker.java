package dev.driftwarden.engine;

import dev.driftwarden.engine.Jobs.SweepJob;
import dev.driftwarden.ledger.Held;
import dev.driftwarden.ledger.Sweep;
import dev.driftwarden.ledger.Sweep.State;
import dev.driftwarden.ledger.SweepPart;
import dev.driftwarden.sweep.Gap;
import dev.driftwarden.sweep.Places;
import dev.driftwarden.sweep.Plan;
import dev.driftwarden.sweep.Planner.NoSubscriptionsException;
import dev.driftwarden.sweep.Shard;
import dev.driftwarden.telemetry.Telemetry;
import dev.driftwarden.world.BackgroundReads;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works through sweeps, one message a page. What a message came to is stored before the next is sent, so a crash costs at most a part
 * of a page, which is gone through again and counted once; see docs/decisions/0017-a-sweep-is-parts-that-resume.md.
 */
public final class SweepWorker {
    private static final Logger LOG = LoggerFactory.getLogger(SweepWorker.class);
    private static final Duration STALLED = Duration.ofMinutes(20);

    private final Desk desk;
    private final SweepStep step;
    private final SweepEnd end;

    /** @param threads on which resources are looked at, shared by all messages */
    public SweepWorker(Desk desk, ExecutorService threads) {
        this.desk = desk;
        this.step = new SweepStep(desk, Telemetry.carrying(threads));
        this.end = new SweepEnd(desk);
    }

    /** Does what a message asks for. Safe to repeat. */
    public void work(SweepJob job) {
        desk.telemetry().fanOut("sweep", () -> worked(job));
    }

    private void worked(SweepJob job) {
        Optional<Held<Sweep>> held = desk.sweeps().find(job.sweepId());
        if (held.isEmpty() || held.get().value().state().ended()) {
            LOG.info("message of a sweep that has ended");
            return;
        }
        if (job.part().equals(SweepJob.PLAN)) {
            plan(held.get());
        } else {
            part(held.get().value(), job);
        }
    }

    private void plan(Held<Sweep> held) {
        Sweep sweep = held.value();
        if (sweep.state() != State.PLANNING) {
            announce(sweep.id());
            return;
        }
        BackgroundReads reads = desk.background().apply(sweep.maxCalls());
        try {
            Places places = new Places(desk.rules().get());
            Plan plan = new dev.driftwarden.sweep.Planner(places, reads.inventory(), sweep.scope()).plan();
            Instant now = desk.clock().instant();
            desk.sweeps()
                    .add(
                            sweep.id(),
                            plan.shards().stream()
                                    .map(shard -> SweepPart.of(shard, now))
                                    .toList());
            long expected = plan.shards().stream().mapToLong(Shard::expected).sum();
            if (desk.sweeps().save(held, sweep.running(expected, plan.gaps(), reads.usage()))) {
                LOG.info(
                        "sweep planned id={} parts={} expected={}",
                        sweep.id(),
                        plan.shards().size(),
                        expected);
                announce(sweep.id());
                end.advance(sweep.id());
            }
        } catch (NoSubscriptionsException e) {
            if (e.retryable()) {
                throw e;
            }
            giveUp(sweep.id(), new Gap("all subscriptions", "NotListed", String.valueOf(e.getMessage())));
        }
    }

    /** A message for every part that waits for one. */
    private void announce(String sweepId) {
        desk.sweeps().parts(sweepId).stream()
                .filter(part -> !part.over())
                .forEach(part -> desk.jobs().sweep(job(sweepId, part), Duration.ZERO));
    }

    private static SweepJob job(String sweepId, SweepPart part) {
        return new SweepJob(sweepId, part.shard().id(), part.turn());
    }

    private void part(Sweep sweep, SweepJob job) {
        Held<SweepPart> held = desk.sweeps().findPart(sweep.id(), job.part()).orElse(null);
        if (held == null) {
            return;
        }
        if (!held.value().over() && held.value().turn() > job.turn()) {
            // The step was stored, and perhaps the process died before it sent the next message.
            desk.jobs().sweep(job(sweep.id(), held.value()), Duration.ZERO);
            return;
        }
        if (held.value().over() || step.take(sweep, held)) {
            end.advance(sweep.id());
        }
    }

    /** A message failed every time: its part is given up, so that the sweep comes to its end. */
    public void gaveUp(SweepJob job, String why) {
        Gap gap = new Gap("a part of the sweep", "GaveUp", why);
        if (job.part().equals(SweepJob.PLAN)) {
            giveUp(job.sweepId(), gap);
            return;
        }
        desk.sweeps()
                .findPart(job.sweepId(), job.part())
                .filter(held -> !held.value().over())
                .ifPresent(held -> {
                    Gap named = new Gap(String.join(", ", held.value().shard().scopes()), gap.code(), gap.why());
                    desk.sweeps()
                            .save(
                                    job.sweepId(),
                                    held,
                                    SweepStep.given(
                                            held.value(),
                                            List.of(named),
                                            desk.clock().instant()));
                });
        end.advance(job.sweepId());
    }

    private void giveUp(String sweepId, Gap gap) {
        desk.sweeps().find(sweepId).ifPresent(held -> end.end(held, List.of(gap)));
    }

    /** Sends the messages that crashes or purged queues have cost. */
    public void repair() {
        Instant before = desk.clock().instant().minus(STALLED);
        desk.sweeps()
                .current()
                .map(Held::value)
                .filter(sweep -> !sweep.state().ended())
                .ifPresent(sweep -> {
                    List<SweepPart> parts = desk.sweeps().parts(sweep.id());
                    if (sweep.state() == State.PLANNING && sweep.startedAt().isBefore(before)) {
                        desk.jobs().sweep(new SweepJob(sweep.id(), SweepJob.PLAN, 0), Duration.ZERO);
                    }
                    parts.stream()
                            .filter(part -> !part.over() && part.movedAt().isBefore(before))
                            .forEach(part -> desk.jobs().sweep(job(sweep.id(), part), Duration.ZERO));
                    if (sweep.state() != State.PLANNING) {
                        end.advance(sweep.id());
                    }
                });
    }
}
