package dev.driftwarden.check;

import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.resource.ResourceType;
import dev.driftwarden.rule.Judgement;
import dev.driftwarden.rule.RuleInfo;
import dev.driftwarden.rule.Rules;
import dev.driftwarden.world.recorded.RecordedWorld;
import java.util.ArrayList;
import java.util.List;

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
        return judgements;
    }

    private List<Judgement> judge(ResourceId id, ResourceType type, RecordedWorld world) {
        List<RuleInfo> ofType = rules.of(type);
        List<RuleInfo> wanted =
                ofType.stream().filter(rule -> chosen.includes(rule.id())).toList();
        boolean allAtOnce = wanted.size() == ofType.size() && type.equals(id.type());
        return allAtOnce
                ? rules.look(id, world).judgements()
                : wanted.stream().map(rule -> rules.judge(rule, id, world)).toList();
    }
}
