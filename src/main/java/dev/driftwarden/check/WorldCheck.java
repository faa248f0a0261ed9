package dev.driftwarden.check;

import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.resource.ResourceType;
import dev.driftwarden.rule.Judgement;
import dev.driftwarden.rule.Rules;
import dev.driftwarden.world.recorded.RecordedWorld;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Judges everything in a recorded world by the chosen rules. */
public final class WorldCheck {
    private final Rules rules;
    private final RuleGlob chosen;

    public WorldCheck(Rules rules, RuleGlob chosen) {
        this.rules = rules;
        this.chosen = chosen;
    }

    /** One judgement for each pair of a subject and a chosen rule of its type, in the order of the files. */
    public List<Judgement> judge(RecordedWorld world) {
        List<Judgement> judgements = new ArrayList<>();
        Subjects.of(rules, world).forEach((id, type) -> judgements.addAll(judge(id, type, world)));
        rules.of(TenantRules.ORGANIZATION).stream()
                .filter(rule -> chosen.includes(rule.id()) && TenantRules.areStoodInFor(rule, world))
                .forEach(rule -> TenantRules.standIn(rule, world)
                        .ifPresent(subject -> judgements.add(rules.judge(rule, subject, world))));
        return judgements;
    }

    private List<Judgement> judge(ResourceId id, ResourceType type, RecordedWorld world) {
        return judgeAll(id, type, world)
                .filter(judgement -> chosen.includes(judgement.rule().id()))
                .toList();
    }

    /** A look reads related objects once for all rules, but goes by the type that the id alone tells. */
    private Stream<Judgement> judgeAll(ResourceId id, ResourceType type, RecordedWorld world) {
        return type.equals(id.type())
                ? rules.look(id, world).judgements().stream()
                : rules.of(type).stream().map(rule -> rules.judge(rule, id, world));
    }
}
