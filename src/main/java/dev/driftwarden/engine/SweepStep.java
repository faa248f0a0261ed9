package dev.driftwarden.engine;

import dev.driftwarden.engine.Jobs.SweepJob;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingId;
import dev.driftwarden.ledger.FindingSummary;
import dev.driftwarden.ledger.Held;
import dev.driftwarden.ledger.Sweep;
import dev.driftwarden.ledger.SweepPart;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.store.Page;
import dev.driftwarden.sweep.Cursor;
import dev.driftwarden.sweep.Examiner;
import dev.driftwarden.sweep.Examiner.Examined;
import dev.driftwarden.sweep.Gap;
import dev.driftwarden.sweep.Reader;
import dev.driftwarden.sweep.Reader.Reading;
import dev.driftwarden.sweep.Row;
import dev.driftwarden.sweep.Shard;
import dev.driftwarden.sweep.Tally;
import dev.driftwarden.world.BackgroundReads;
import dev.driftwarden.world.BackgroundReads.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;

/** Takes one part of a sweep some pages further. */
final class SweepStep {
    /** Rows after which what they came to is stored. */
    private static final int SLICE = 200;

    /** Pages of Resource Graph in memory at once, whatever the number of messages in work. */
    private static final int PAGES = 3;

    private static final int OPEN_FINDINGS = 200;

    /** How long a message goes on from page to page; each page is stored, and a new message goes on after it. */
    private static final Duration TURN = Duration.ofSeconds(15);

    private final Desk desk;
    private final ExecutorService threads;
    private final Semaphore pages = new Semaphore(PAGES);

    SweepStep(Desk desk, ExecutorService threads) {
        this.desk = desk;
        this.threads = threads;
    }

    /** Whether the part is over. */
    boolean take(Sweep sweep, Held<SweepPart> part) {
        if (cancelled(sweep.id())) {
            return save(sweep.id(), part, given(part.value(), List.of(), now()));
        }
        long left = sweep.maxCalls() - callsSoFar(sweep);
        if (left < 1) {
            return save(sweep.id(), part, given(part.value(), List.of(spent(part.value())), now()));
        }
        boolean large = part.value().shard().kind() == Shard.Kind.ROWS;
        if (large) {
            pages.acquireUninterruptibly();
        }
        try {
            return new Work(sweep, desk.background().apply(left), part).run();
        } finally {
            if (large) {
                pages.release();
            }
        }
    }

    private long callsSoFar(Sweep sweep) {
        long ofParts = desk.sweeps().parts(sweep.id()).stream()
                .mapToLong(part -> part.tally().calls())
                .sum();
        return sweep.tally().calls() + ofParts;
    }

    private boolean cancelled(String sweepId) {
        return desk.sweeps()
                .find(sweepId)
                .filter(held -> held.value().cancelledBy() != null)
                .isPresent();
    }

    static SweepPart given(SweepPart part, List<Gap> gaps, Instant now) {
        return part.over(SweepPart.State.GIVEN_UP, Tally.NONE.withGaps(gaps.size()), gaps, now);
    }

    private static Gap spent(SweepPart part) {
        return new Gap(
                "the rest of part " + part.shard().id(),
                BackgroundReads.ALLOWANCE_SPENT,
                "The calls that the sweep may make are used up.");
    }

    private boolean save(String sweepId, Held<SweepPart> before, SweepPart after) {
        return desk.sweeps().save(sweepId, before, after);
    }

    private Instant now() {
        return desk.clock().instant();
    }

    /** How a step ended. */
    private enum Step {
        MOVED,
        /** A message that is on its way goes on with it, or somebody else does. */
        LEFT,
        OVER
    }

    /** The work of one message on one part. */
    private final class Work {
        private final Sweep sweep;
        private final BackgroundReads reads;
        private final Examiner examiner;
        private Held<SweepPart> part;
        private Usage told = new Usage(0, Duration.ZERO);

        Work(Sweep sweep, BackgroundReads reads, Held<SweepPart> part) {
            this.sweep = sweep;
            this.reads = reads;
            this.part = part;
            SweepLooker looker = new SweepLooker(desk, sweep, reads);
            this.examiner = new Examiner(desk.rules().get(), reads, looker, threads);
        }

        /** Whether the part is over. */
        boolean run() {
            Instant end = now().plus(TURN);
            Step last = step();
            while (last == Step.MOVED && now().isBefore(end)) {
                last = cancelled(sweep.id()) ? finish(SweepPart.State.GIVEN_UP, Tally.NONE, List.of()) : step();
            }
            if (last == Step.MOVED) {
                send(part.value(), Duration.ZERO);
            }
            return last == Step.OVER;
        }

        private Step step() {
            Shard shard = part.value().shard();
            Cursor cursor = part.value().cursor();
            if (shard.kind() == Shard.Kind.OPEN_FINDINGS) {
                return openFindings(cursor);
            }
            Reading reading = new Reader(reads.inventory(), desk.rules().get()).read(shard, cursor);
            if (reading instanceof Reading.Found found) {
                return found(found);
            }
            if (reading instanceof Reading.Later later) {
                return later(later);
            }
            return reading instanceof Reading.Split split
                    ? split(split.halves())
                    : finish(SweepPart.State.GIVEN_UP, Tally.NONE.withGaps(1), List.of(spent(part.value())));
        }

        private Step later(Reading.Later later) {
            Step moved = move(later.cursor(), Tally.NONE, List.of());
            if (moved == Step.MOVED && !later.pause().isZero()) {
                send(part.value(), later.pause());
                return Step.LEFT;
            }
            return moved;
        }

        private void send(SweepPart at, Duration pause) {
            desk.jobs().sweep(new SweepJob(sweep.id(), at.shard().id(), at.turn()), pause);
        }

        private Step found(Reading.Found found) {
            Cursor at = found.here();
            List<Row> rows = found.rows();
            Tally page = Tally.PAGE.withGaps(found.gaps().size());
            for (int from = 0; from + SLICE < rows.size(); from += SLICE) {
                List<Row> slice = rows.subList(from, from + SLICE);
                Examined examined = examined(slice);
                at = Reader.behind(part.value().shard(), at, slice);
                if (reads.spent() || !stored(part.value().moved(at, costs(examined.tally()), examined.gaps(), now()))) {
                    return end(examined);
                }
                if (cancelled(sweep.id())) {
                    return finish(SweepPart.State.GIVEN_UP, Tally.NONE, List.of());
                }
            }
            int rest = rows.isEmpty() ? 0 : (rows.size() - 1) / SLICE * SLICE;
            Examined last = examined(rows.subList(rest, rows.size())).and(new Examined(page, found.gaps()));
            if (reads.spent()) {
                return end(last);
            }
            return found.next() == null
                    ? finish(SweepPart.State.DONE, last.tally(), last.gaps())
                    : move(found.next(), last.tally(), last.gaps());
        }

        private Examined examined(List<Row> rows) {
            return examiner.examine(rows).and(new Examined(Tally.found(rows.size()), List.of()));
        }

        /** No more calls may be made; or somebody else has moved the part, who goes on with it. */
        private Step end(Examined examined) {
            if (!reads.spent()) {
                return Step.LEFT;
            }
            Examined all = examined.and(new Examined(Tally.NONE.withGaps(1), List.of(spent(part.value()))));
            return finish(SweepPart.State.GIVEN_UP, all.tally(), all.gaps());
        }

        private Step split(List<Shard> halves) {
            List<SweepPart> parts =
                    halves.stream().map(half -> SweepPart.of(half, now())).toList();
            desk.sweeps().add(sweep.id(), parts);
            parts.forEach(half -> send(half, Duration.ZERO));
            return finish(SweepPart.State.SPLIT, Tally.NONE, List.of());
        }

        /** Looks at what has open findings and that no part came across: it may pass now, or be gone. */
        private Step openFindings(Cursor cursor) {
            Page<FindingSummary> page =
                    desk.book().list(true, cursor.token().isEmpty() ? null : cursor.token(), OPEN_FINDINGS);
            Set<ResourceId> unseen = new LinkedHashSet<>();
            page.items().stream()
                    .filter(summary -> inScope(summary.resource()) && !seen(summary))
                    .forEach(summary -> unseen.add(summary.resource()));
            Examined examined = examiner.examine(unseen.stream()
                    .map(id -> new Row(id, null, /* exact= */ false))
                    .toList());
            if (reads.spent()) {
                return end(examined);
            }
            return page.cursor() == null
                    ? finish(SweepPart.State.DONE, examined.tally(), examined.gaps())
                    : move(cursor.to(page.cursor()), examined.tally(), examined.gaps());
        }

        private boolean inScope(ResourceId resource) {
            return sweep.scope().whole()
                    || desk.sweeps().parts(sweep.id()).stream()
                            .filter(one -> one.shard().kind() == Shard.Kind.ROWS)
                            .anyMatch(one -> resource.subscriptionId()
                                    .filter(one.shard().scopes()::contains)
                                    .isPresent());
        }

        private boolean seen(FindingSummary summary) {
            return FindingId.tryParse(summary.id())
                    .flatMap(desk.book()::find)
                    .map(Held::value)
                    .map(Finding::lastSeenAt)
                    .filter(at -> !at.isBefore(sweep.startedAt()))
                    .isPresent();
        }

        private Tally costs(Tally tally) {
            Usage now = reads.usage();
            long calls = now.calls() - told.calls();
            long waited = now.throttled().minus(told.throttled()).toMillis();
            told = now;
            return tally.withCosts(calls, waited);
        }

        private boolean stored(SweepPart after) {
            if (!save(sweep.id(), part, after)) {
                return false;
            }
            part = desk.sweeps().findPart(sweep.id(), after.shard().id()).orElseThrow();
            return part.value().turn() == after.turn();
        }

        private Step move(Cursor next, Tally more, List<Gap> gaps) {
            return stored(part.value().moved(next, costs(more), gaps, now())) ? Step.MOVED : Step.LEFT;
        }

        private Step finish(SweepPart.State how, Tally more, List<Gap> gaps) {
            save(sweep.id(), part, part.value().over(how, costs(more), gaps, now()));
            return Step.OVER;
        }
    }
}
