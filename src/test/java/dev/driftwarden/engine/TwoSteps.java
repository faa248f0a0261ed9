package dev.driftwarden.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.plan.Fix;
import dev.driftwarden.plan.Operation;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.resource.ResourceType;
import dev.driftwarden.rule.Judgement;
import dev.driftwarden.rule.Look;
import dev.driftwarden.rule.RuleInfo;
import dev.driftwarden.rule.Rules;
import dev.driftwarden.rule.Verdict;
import dev.driftwarden.testing.Samples;
import dev.driftwarden.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A rule whose fix takes two writes: it proposes only what is still to be done, as real ones do. */
final class TwoSteps implements Rules {
    private final OneRule one = new OneRule();

    @Override
    public List<RuleInfo> all() {
        return one.all();
    }

    @Override
    public Optional<RuleInfo> find(String ruleId) {
        return one.find(ruleId);
    }

    @Override
    public List<RuleInfo> of(ResourceType type) {
        return one.of(type);
    }

    @Override
    public List<ResourceId> subjectsOf(ResourceId changed, String operation) {
        return List.of(changed);
    }

    @Override
    public Look look(ResourceId subject, World world) {
        return new Look(world.get(subject, "v"), List.of(judge(OneRule.RULE, subject, world)));
    }

    @Override
    public Rules at(Instant moment, Map<String, Map<String, JsonNode>> params) {
        return this;
    }

    @Override
    public Judgement judge(RuleInfo rule, ResourceId subject, World world, Map<String, String> chosen) {
        Judgement first = one.judge(rule, subject, world);
        boolean closed = world.get(SmallTenant.SHARES, "v")
                .match(body -> body.at("/properties/closed").asBoolean(), () -> false, why -> false);
        List<Operation> operations = new ArrayList<>();
        List<Operation> undo = new ArrayList<>();
        if (first.verdict() == Verdict.FAIL) {
            operations.addAll(Samples.fix(true).operations());
            undo.addAll(Samples.fix(true).undo());
        }
        if (!closed) {
            operations.add(close(true));
            undo.add(close(false));
        }
        Collections.reverse(undo);
        return new Judgement(
                rule,
                first.resource(),
                first.type(),
                operations.isEmpty() ? Verdict.PASS : Verdict.FAIL,
                first.severity(),
                operations.isEmpty() ? "Both are closed." : "Something is open.",
                List.of(),
                operations.isEmpty()
                        ? null
                        : new Fix(operations, List.of("properties.supportsHttpsTrafficOnly"), "", undo, ""),
                List.of(),
                List.of(),
                false,
                first.resourceBody());
    }

    private static Operation close(boolean closed) {
        return new Operation(
                Operation.Method.PATCH,
                SmallTenant.SHARES,
                "v",
                Samples.json("{\"properties\":{\"closed\":" + closed + "}}"));
    }
}
