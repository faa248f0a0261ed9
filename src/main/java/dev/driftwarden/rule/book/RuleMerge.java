package dev.driftwarden.rule.book;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.rule.load.Frameworks;
import dev.driftwarden.rule.load.Parameter;
import dev.driftwarden.rule.load.RuleDefinition;
import dev.driftwarden.rule.load.RuleFile;
import dev.driftwarden.rule.load.RuleSource;
import dev.driftwarden.yaml.Issues;
import dev.driftwarden.yaml.Names;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts the rules of several files together: ids are unique, and a shipped rule is only replaced by one that says so. */
final class RuleMerge {
    private final Map<String, RuleDefinition> rules = new LinkedHashMap<>();
    private final Set<String> shipped = new HashSet<>();
    private final List<RuleDefinition> refused = new ArrayList<>();
    private final Frameworks frameworks = new Frameworks();
    private final Issues issues;

    private RuleMerge(Issues issues) {
        this.issues = issues;
    }

    /**
     * The rules of all files.
     *
     * @param refused those whose id was taken, so that the rest of their mistakes can be found too
     */
    record Merged(List<RuleDefinition> rules, List<RuleDefinition> refused) {}

    static Merged read(List<RuleSource> sources, Issues issues) {
        RuleMerge merge = new RuleMerge(issues);
        sources.stream().filter(RuleSource::shipped).forEach(merge::add);
        sources.stream().filter(source -> !source.shipped()).forEach(merge::add);
        return new Merged(List.copyOf(merge.rules.values()), merge.refused);
    }

    private void add(RuleSource source) {
        for (RuleDefinition rule : RuleFile.read(source, frameworks, issues)) {
            RuleDefinition other = rules.get(rule.id());
            if (allowed(rule, other)) {
                rules.put(rule.id(), rule);
                shipped.remove(rule.id());
            } else {
                refused.add(rule);
            }
            if (source.shipped()) {
                shipped.add(rule.id());
            }
        }
    }

    private boolean allowed(RuleDefinition rule, @Nullable RuleDefinition other) {
        if (other == null) {
            if (rule.overrides()) {
                issues.add(
                        rule.place(),
                        "'" + rule.id() + "' overrides a shipped rule that does not exist"
                                + Names.suggestion(rule.id(), shipped));
            }
            return true;
        }
        if (!shipped.contains(rule.id())) {
            issues.add(rule.place(), "duplicate rule id '" + rule.id() + "', first at " + other.place());
            return false;
        }
        if (!rule.overrides()) {
            issues.add(rule.place(), "'" + rule.id() + "' is a shipped rule; say 'overrides: true' to replace it");
        }
        return rule.overrides();
    }

    /** Parameters given from outside must exist and have the type of their default. */
    static void checkParams(List<RuleDefinition> rules, Map<String, Map<String, JsonNode>> params, Issues issues) {
        for (RuleDefinition rule : rules) {
            params.getOrDefault(rule.id(), Map.of())
                    .forEach((name, value) -> Parameter.mistake(rule.id(), rule.defaults(), name, value)
                            .ifPresent(mistake -> issues.add(rule.place(), mistake)));
        }
    }
}
