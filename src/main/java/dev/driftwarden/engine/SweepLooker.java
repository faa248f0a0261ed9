package dev.driftwarden.engine;

import dev.driftwarden.engine.Evaluator.Swept;
import dev.driftwarden.ledger.Missed;
import dev.driftwarden.ledger.Sweep;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.Judgement;
import dev.driftwarden.rule.Verdict;
import dev.driftwarden.sweep.Gap;
import dev.driftwarden.sweep.Looker;
import dev.driftwarden.sweep.Tally;
import dev.driftwarden.world.BackgroundReads;
import dev.driftwarden.world.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Looks at resources for one sweep and counts what it finds. */
final class SweepLooker implements Looker {
    private final Desk desk;
    private final Sweep sweep;
    private final BackgroundReads reads;
    private final Evaluator evaluator;
    private final Suspicions suspicions;

    SweepLooker(Desk desk, Sweep sweep, BackgroundReads reads) {
        this.desk = desk;
        this.sweep = sweep;
        this.reads = reads;
        this.evaluator = new Evaluator(desk);
        this.suspicions = new Suspicions(desk, sweep);
    }

    @Override
    public Looked look(ResourceId id, World world) {
        Swept swept = evaluator.sweep(id, world, reads::spent);
        if (swept.given()) {
            return new Looked(Tally.NONE, /* clean= */ true, List.of());
        }
        Map<String, Long> failing = new TreeMap<>();
        long unknown = 0;
        for (Judgement judgement : swept.look().judgements()) {
            if (judgement.verdict() == Verdict.FAIL) {
                failing.merge(judgement.severity().toString(), 1L, Long::sum);
            }
            unknown += judgement.verdict() == Verdict.ERROR ? 1 : 0;
        }
        long missed = swept.opened().stream().filter(this::missed).count();
        Tally tally = Tally.look(failing, unknown, swept.opened().size(), missed);
        return new Looked(tally, failing.isEmpty() && unknown == 0, gaps(id, swept));
    }

    private boolean missed(Judgement opened) {
        Optional<Missed> missed = suspicions.of(opened);
        missed.ifPresent(one -> desk.sweeps().miss(sweep.id(), one));
        return missed.isPresent();
    }

    private static List<Gap> gaps(ResourceId id, Swept swept) {
        return swept.look().subject().match(body -> List.of(), List::of, why -> List.of(Gap.of(id.path(), why)));
    }
}
