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

/** Takes one part of a sweep one page further. */
final class SweepStep {
    /** Rows after which what they came to is stored. */
    private static final int SLICE = 200;

    /** Pages in memory at once, whatever the number of messages in work. */
    private static final int PAGES = 3;

    private static final int OPEN_FINDINGS = 200;

    private final Desk desk;
    private final ExecutorService threads;
    private final Semaphore pages = new Semaphore(PAGES);

    SweepStep(Desk desk, ExecutorService threads) {
        this.desk = desk;
        this.threads = threads;
    }

    void take(Sweep sweep, Held<SweepPart> part) {
        if (cancelled(sweep.id())) {
            save(sweep.id(), part, given(part.value(), List.of(), now()));
            return;
        }
        long left = sweep.maxCalls() - callsSoFar(sweep);
        if (left < 1) {
            save(sweep.id(), part, given(part.value(), List.of(spent(part.value())), now()));
            return;
        }
        pages.acquireUninterruptibly();
        try {
            new Work(sweep, desk.background().apply(left), part).go();
        } finally {
            pages.release();
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

    /** One step of one part. */
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

        void go() {
            Shard shard = part.value().shard();
            Cursor cursor = part.value().cursor();
            if (shard.kind() == Shard.Kind.OPEN_FINDINGS) {
                openFindings(cursor);
                return;
            }
            Reading reading = new Reader(reads.inventory(), desk.rules().get()).read(shard, cursor);
            if (reading instanceof Reading.Found found) {
                found(found);
            } else if (reading instanceof Reading.Later later) {
                move(later.cursor(), Tally.NONE, List.of(), later.pause());
            } else if (reading instanceof Reading.Split split) {
                split(split.halves());
            } else {
                finish(SweepPart.State.GIVEN_UP, Tally.NONE.withGaps(1), List.of(spent(part.value())));
            }
        }

        private void found(Reading.Found found) {
            Cursor at = found.here();
            List<Row> rows = found.rows();
            Tally page = Tally.PAGE.withGaps(found.gaps().size());
            for (int from = 0; from + SLICE < rows.size(); from += SLICE) {
                List<Row> slice = rows.subList(from, from + SLICE);
                Examined examined = examined(slice);
                at = Reader.behind(part.value().shard(), at, slice);
                if (reads.spent() || !stored(part.value().moved(at, costs(examined.tally()), examined.gaps(), now()))) {
                    end(examined);
                    return;
                }
                if (cancelled(sweep.id())) {
                    finish(SweepPart.State.GIVEN_UP, Tally.NONE, List.of());
                    return;
                }
            }
            int rest = rows.isEmpty() ? 0 : (rows.size() - 1) / SLICE * SLICE;
            Examined last = examined(rows.subList(rest, rows.size())).and(new Examined(page, found.gaps()));
            if (reads.spent()) {
                end(last);
            } else if (found.next() == null) {
                finish(SweepPart.State.DONE, last.tally(), last.gaps());
            } else {
                move(found.next(), last.tally(), last.gaps(), Duration.ZERO);
            }
        }

        private Examined examined(List<Row> rows) {
            return examiner.examine(rows).and(new Examined(Tally.found(rows.size()), List.of()));
        }

        /** No more calls may be made; or somebody else has moved the part, who goes on with it. */
        private void end(Examined examined) {
            if (reads.spent()) {
                Examined all = examined.and(new Examined(Tally.NONE.withGaps(1), List.of(spent(part.value()))));
                finish(SweepPart.State.GIVEN_UP, all.tally(), all.gaps());
            }
        }

        private void split(List<Shard> halves) {
            List<SweepPart> parts =
                    halves.stream().map(half -> SweepPart.of(half, now())).toList();
            desk.sweeps().add(sweep.id(), parts);
            finish(SweepPart.State.SPLIT, Tally.NONE, List.of());
            parts.forEach(half ->
                    desk.jobs().sweep(new SweepJob(sweep.id(), half.shard().id(), half.turn()), Duration.ZERO));
        }

        /** Looks at what has open findings and that no part came across: it may pass now, or be gone. */
        private void openFindings(Cursor cursor) {
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
                end(examined);
            } else if (page.cursor() == null) {
                finish(SweepPart.State.DONE, examined.tally(), examined.gaps());
            } else {
                move(cursor.to(page.cursor()), examined.tally(), examined.gaps(), Duration.ZERO);
            }
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

        private void move(Cursor next, Tally more, List<Gap> gaps, Duration pause) {
            SweepPart after = part.value().moved(next, costs(more), gaps, now());
            if (save(sweep.id(), part, after)) {
                desk.jobs().sweep(new SweepJob(sweep.id(), after.shard().id(), after.turn()), pause);
            }
        }

        private void finish(SweepPart.State how, Tally more, List<Gap> gaps) {
            save(sweep.id(), part, part.value().over(how, costs(more), gaps, now()));
        }
    }
}
