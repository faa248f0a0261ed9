package dev.driftwarden.decision;

import dev.driftwarden.change.Actor;
import dev.driftwarden.ledger.RuleStage;
import dev.driftwarden.plan.Fix;
import dev.driftwarden.plan.Operation;
import dev.driftwarden.policy.Exemption;
import dev.driftwarden.policy.Freeze;
import dev.driftwarden.policy.Policy;
import dev.driftwarden.policy.PolicyFile;
import dev.driftwarden.policy.Promotions;
import dev.driftwarden.policy.RulePattern;
import dev.driftwarden.policy.TagExemption;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.GuardResult;
import dev.driftwarden.rule.Mode;
import dev.driftwarden.testing.Samples;
import dev.driftwarden.yaml.Issues;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A failing storage account under a policy, in which one thing after the other can be set. */
final class Situations {
    static final Instant NOW = Instant.parse("2026-10-01T12:00:00Z");
    static final ResourceId SUBSCRIPTION = ResourceId.parse("/subscriptions/00000000-0000-0000-0000-00000000000A");
    static final String RULE = "storage.https-only";

    private Policy policy;
    private Mode ruleMode = Mode.AUTO;
    private boolean fixable = true;
    private boolean reversible = true;
    private @Nullable ResourceId alsoWritten;
    private final Map<String, String> tags = new HashMap<>();
    private List<Instant> openings = List.of(NOW);
    private @Nullable Promotions promotions;
    private @Nullable Actor actor;
    private @Nullable RuleStage stage;
    private final List<Exemption> granted = new ArrayList<>();
    private @Nullable String killed;
    private @Nullable String held;
    private @Nullable String budget;
    private final List<GuardResult> guards = new ArrayList<>();

    private Situations(Policy policy) {
        this.policy = policy;
    }

    static Situations under(String yaml) {
        Issues issues = new Issues();
        return new Situations(PolicyFile.read("policy.yaml", yaml, Map.of(RULE, Map.of()), issues)
                .orElseThrow(() -> new IllegalArgumentException(issues.render())));
    }

    static Situations under(Mode mode) {
        return under("defaults: { mode: " + mode + " }");
    }

    Situations rule(Mode mode) {
        ruleMode = mode;
        return this;
    }

    Situations unfixable() {
        fixable = false;
        return this;
    }

    Situations irreversible() {
        reversible = false;
        return this;
    }

    /** The fix writes to something else than the judged resource, too. */
    Situations writingTo(ResourceId target) {
        alsoWritten = target;
        return this;
    }

    Situations tag(String name, String value) {
        tags.put(name, value);
        return this;
    }

    Situations opened(int times) {
        openings = IntStream.range(0, times)
                .mapToObj(back -> NOW.minusSeconds(times - back))
                .toList();
        return this;
    }

    Situations by(Actor who) {
        actor = who;
        return this;
    }

    /** Promotions of the rule up to this mode are allowed. */
    Situations promotions(Mode upTo) {
        promotions =
                new Promotions(Duration.ofDays(14), List.of(new Promotions.Line(RulePattern.of(RULE), null, upTo)));
        return this;
    }

    Situations stage(Mode mode) {
        stage = new RuleStage(RULE, mode, "pat", "trial", NOW);
        return this;
    }

    Situations granted(Exemption exemption) {
        granted.add(exemption);
        return this;
    }

    Situations killed() {
        killed = "drill";
        return this;
    }

    Situations held() {
        held = "wait";
        return this;
    }

    Situations overBudget() {
        budget = "used up";
        return this;
    }

    Situations guard(Mode atMost) {
        guards.add(new GuardResult(atMost, "locked"));
        return this;
    }

    Situations frozen() {
        policy = policy.withFreezes(
                List.of(new Freeze("x", new Freeze.Fixed(NOW.minusSeconds(1), NOW.plusSeconds(1)), null)));
        return this;
    }

    Situation made() {
        var account = Samples.account(false, tags);
        return new Situation(
                Samples.failing(ruleMode, fixable ? fix() : null, List.of()),
                promotions == null ? policy : policy.withPromotions(promotions),
                account,
                actor,
                openings,
                stage,
                granted,
                TagExemption.of(account, RULE::equals),
                killed,
                held,
                guards,
                budget,
                NOW);
    }

    private Fix fix() {
        Fix fix = Samples.fix(reversible);
        if (alsoWritten == null) {
            return fix;
        }
        Operation write = new Operation(Operation.Method.PUT, alsoWritten, "2024-05-01", Samples.json("{}"));
        List<Operation> operations = List.of(fix.operations().get(0), write);
        return new Fix(operations, fix.reliesOn(), fix.breaks(), fix.undo(), fix.undoNote());
    }

    Decision decided() {
        return Decider.decide(made());
    }
}
