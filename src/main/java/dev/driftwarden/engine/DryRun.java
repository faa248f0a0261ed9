package dev.driftwarden.engine;

import dev.driftwarden.change.Change;
import dev.driftwarden.change.ParsedEvent;
import dev.driftwarden.decision.Decider;
import dev.driftwarden.decision.Decision;
import dev.driftwarden.decision.Situation;
import dev.driftwarden.policy.Policy;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.GuardResult;
import dev.driftwarden.rule.Judgement;
import dev.driftwarden.rule.Rules;
import dev.driftwarden.rule.Subjects;
import dev.driftwarden.rule.Verdict;
import dev.driftwarden.world.World;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Says what the bot would do about events, by the live state as it is now. Nothing is written or remembered. */
public final class DryRun {
    private final Rules rules;
    private final Policy policy;
    private final Supplier<World> worlds;
    private final Clock clock;

    public DryRun(Rules rules, Policy policy, Supplier<World> worlds, Clock clock) {
        this.rules = rules;
        this.policy = policy;
        this.worlds = worlds;
        this.clock = clock;
    }

    /**
     * What would be done about one event.
     *
     * @param change null when the event could not be used or never matters
     * @param note why there is nothing to look at; empty when there is
     * @param outcomes one for each rule of each resource that would be looked at
     */
    public record Replayed(@Nullable Change change, String note, List<Outcome> outcomes) {
        public Replayed {
            outcomes = List.copyOf(outcomes);
        }
    }

    /** @param decision what would be done; null unless the rule fails */
    public record Outcome(Judgement judgement, @Nullable Decision decision) {}

    public Replayed replay(ParsedEvent event) {
        if (event instanceof ParsedEvent.Rejected rejected) {
            return nothing(null, "It cannot be used: " + rejected.reason());
        }
        if (event instanceof ParsedEvent.Irrelevant irrelevant) {
            return nothing(null, "Events of kind " + irrelevant.kind() + " never matter.");
        }
        Change change = ((ParsedEvent.Understood) event).change();
        List<ResourceId> subjects = rules.subjectsOf(change.subject(), change.operation());
        if (subjects.isEmpty()) {
            return nothing(change, "No rule cares about this operation.");
        }
        List<Outcome> outcomes = new ArrayList<>();
        StringBuilder note = new StringBuilder();
        for (ResourceId subject : subjects) {
            World world = worlds.get();
            Subjects expanded = rules.expand(subject, world);
            if (expanded instanceof Subjects.Unknown unknown) {
                note.append(subject)
                        .append(" could not be listed: ")
                        .append(unknown.why().message());
            } else {
                ((Subjects.Known) expanded).ids().forEach(id -> outcomes.addAll(looked(id, change, world)));
            }
        }
        return new Replayed(change, note.toString(), outcomes);
    }

    private static Replayed nothing(@Nullable Change change, String note) {
        return new Replayed(change, note, List.of());
    }

    private List<Outcome> looked(ResourceId id, Change change, World world) {
        return rules.look(id, world).judgements().stream()
                .map(judgement -> new Outcome(judgement, decision(judgement, change, world)))
                .toList();
    }

    private @Nullable Decision decision(Judgement judgement, Change change, World world) {
        if (judgement.verdict() != Verdict.FAIL) {
            return null;
        }
        Instant now = clock.instant();
        List<GuardResult> guards = judgement.fix() == null ? List.of() : Guards.of(judgement, world);
        return Decider.decide(new Situation(
                judgement,
                policy,
                judgement.resourceBody(),
                change.actor(),
                List.of(now),
                /* stage= */ null,
                List.of(),
                List.of(),
                /* killSwitch= */ null,
                /* hold= */ null,
                guards,
                /* budget= */ null,
                now));
    }
}
