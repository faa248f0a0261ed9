package dev.driftwarden.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.resource.ResourceType;
import dev.driftwarden.rule.Judgement;
import dev.driftwarden.rule.Look;
import dev.driftwarden.rule.RuleInfo;
import dev.driftwarden.rule.Rules;
import dev.driftwarden.rule.Screening;
import dev.driftwarden.rule.Subjects;
import dev.driftwarden.world.World;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The rules of some types. */
record SomeRules(Rules rules, Predicate<ResourceType> wanted) implements Rules {
    @Override
    public List<RuleInfo> all() {
        return rules.all().stream().filter(rule -> wanted.test(rule.type())).toList();
    }

    @Override
    public Optional<RuleInfo> find(String ruleId) {
        return rules.find(ruleId);
    }

    @Override
    public List<RuleInfo> of(ResourceType type) {
        return wanted.test(type) ? rules.of(type) : List.of();
    }

    @Override
    public Set<ResourceType> types() {
        return rules.types().stream().filter(wanted).collect(Collectors.toSet());
    }

    @Override
    public List<ResourceId> subjectsOf(ResourceId changed, String operation) {
        return rules.subjectsOf(changed, operation);
    }

    @Override
    public Subjects expand(ResourceId subject, World world) {
        return rules.expand(subject, world);
    }

    @Override
    public Look look(ResourceId subject, World world) {
        return rules.look(subject, world);
    }

    @Override
    public Screening screen(ResourceId subject, JsonNode body) {
        return rules.screen(subject, body);
    }

    @Override
    public Rules at(Instant moment, Map<String, Map<String, JsonNode>> params) {
        return new SomeRules(rules.at(moment, params), wanted);
    }

    @Override
    public Judgement judge(RuleInfo rule, ResourceId subject, World world, Map<String, String> chosen) {
        return rules.judge(rule, subject, world, chosen);
    }
}
