package dev.driftwarden.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.resource.ResourceType;
import dev.driftwarden.rule.Judgement;
import dev.driftwarden.rule.Look;
import dev.driftwarden.rule.Mode;
import dev.driftwarden.rule.RuleInfo;
import dev.driftwarden.rule.Rules;
import dev.driftwarden.rule.Verdict;
import dev.driftwarden.testing.Samples;
import dev.driftwarden.world.World;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rule that storage accounts accept HTTPS only, written by hand. */
final class OneRule implements Rules {
    static final RuleInfo RULE = Samples.rule(Mode.AUTO);

    @Override
    public List<RuleInfo> all() {
        return List.of(RULE);
    }

    @Override
    public Optional<RuleInfo> find(String ruleId) {
        return ruleId.equals(RULE.id()) ? Optional.of(RULE) : Optional.empty();
    }

    @Override
    public List<RuleInfo> of(ResourceType type) {
        return type.equals(RULE.type()) ? all() : List.of();
    }

    @Override
    public List<ResourceId> subjectsOf(ResourceId changed, String operation) {
        return List.of(changed);
    }

    @Override
    public Look look(ResourceId subject, World world) {
        return new Look(world.get(subject, RULE.apiVersion()), List.of(judge(RULE, subject, world)));
    }

    @Override
    public Rules at(Instant moment, Map<String, Map<String, JsonNode>> params) {
        return this;
    }

    @Override
    public Judgement judge(RuleInfo rule, ResourceId subject, World world, Map<String, String> chosen) {
        return world.get(subject, RULE.apiVersion())
                .match(OneRule::judged, () -> unread(Verdict.SKIP), why -> unread(Verdict.ERROR));
    }

    private static Judgement judged(JsonNode body) {
        boolean passes = body.at("/properties/supportsHttpsTrafficOnly").asBoolean();
        Judgement failing = Samples.failing(Mode.AUTO, Samples.fix(true), List.of());
        return new Judgement(
                RULE,
                failing.resource(),
                failing.type(),
                passes ? Verdict.PASS : Verdict.FAIL,
                failing.severity(),
                passes ? "Only HTTPS is accepted." : failing.message(),
                List.of(),
                passes ? null : failing.fix(),
                List.of(),
                List.of(),
                false,
                body);
    }

    private static Judgement unread(Verdict verdict) {
        return new Judgement(
                RULE,
                Samples.ACCOUNT,
                Samples.ACCOUNT.type(),
                verdict,
                RULE.severity(),
                "It could not be read.",
                List.of(),
                null,
                List.of(),
                List.of(),
                true,
                null);
    }
}
