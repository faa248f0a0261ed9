package dev.driftwarden.check;

import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.Judgement;
import dev.driftwarden.rule.Look;
import dev.driftwarden.rule.Rules;
import dev.driftwarden.rule.Verdict;
import dev.driftwarden.sweep.Examiner;
import dev.driftwarden.sweep.Examiner.Examined;
import dev.driftwarden.sweep.Gap;
import dev.driftwarden.sweep.Looker;
import dev.driftwarden.sweep.Places;
import dev.driftwarden.sweep.Planner;
import dev.driftwarden.sweep.Reader;
import dev.driftwarden.sweep.SweepScope;
import dev.driftwarden.sweep.Tally;
import dev.driftwarden.sweep.Traversal;
import dev.driftwarden.world.BackgroundReads;
import dev.driftwarden.world.World;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Looks through a live tenant as the sweep does, and keeps nothing but what fails or is unknown. */
public final class TenantScan {
    private static final int THREADS = 16;

    private final Rules rules;
    private final RuleGlob chosen;
    private final BackgroundReads reads;
    private final BooleanSupplier stopped;
    private final Consumer<Traversal.Progress> told;
    private final Queue<Judgement> found = new ConcurrentLinkedQueue<>();

    /**
     * A scan.
     *
     * @param stopped whether to come to an end with what there is
     * @param told hears how far it is
     */
    public TenantScan(
            Rules rules,
            RuleGlob chosen,
            BackgroundReads reads,
            BooleanSupplier stopped,
            Consumer<Traversal.Progress> told) {
        this.rules = rules;
        this.chosen = chosen;
        this.reads = reads;
        this.stopped = stopped;
        this.told = told;
    }

    /** @throws Planner.NoSubscriptionsException when nobody can say which subscriptions there are */
    public CheckedWorld scan(SweepScope scope) {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, TenantScan::daemon);
        try {
            Examiner examiner = new Examiner(rules, reads, this::look, threads);
            Reader reader = new Reader(reads.inventory(), rules);
            Traversal traversal = new Traversal(reader, examiner, reads, stopped, told);
            Examined all = traversal.go(new Planner(new Places(rules), reads.inventory(), scope).plan());
            BackgroundReads.Usage usage = reads.usage();
            return new CheckedWorld(
                    null, sorted(), new Coverage(all.tally(), usage.calls(), usage.throttled(), all.gaps()));
        } finally {
            threads.shutdownNow();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "scan");
        thread.setDaemon(true);
        return thread;
    }

    private List<Judgement> sorted() {
        return found.stream()
                .sorted(Comparator.comparing((Judgement one) -> one.resource().key())
                        .thenComparing(one -> one.rule().id()))
                .toList();
    }

    private Looker.Looked look(ResourceId id, World world) {
        Look look = rules.look(id, world);
        if (reads.spent()) {
            return new Looker.Looked(Tally.NONE, /* clean= */ true, List.of());
        }
        Map<String, Long> failing = new TreeMap<>();
        long unknown = 0;
        boolean clean = true;
        for (Judgement judgement : look.judgements()) {
            boolean fine = judgement.verdict() == Verdict.PASS || judgement.verdict() == Verdict.SKIP;
            clean &= fine;
            if (!fine && chosen.includes(judgement.rule().id())) {
                found.add(judgement);
                unknown += judgement.verdict() == Verdict.ERROR ? 1 : 0;
                if (judgement.verdict() == Verdict.FAIL) {
                    failing.merge(judgement.severity().toString(), 1L, Long::sum);
                }
            }
        }
        List<Gap> gaps = look.subject().match(body -> List.of(), List::of, why -> List.of(Gap.of(id.path(), why)));
        return new Looker.Looked(Tally.look(failing, unknown, 0, 0), clean, gaps);
    }
}
