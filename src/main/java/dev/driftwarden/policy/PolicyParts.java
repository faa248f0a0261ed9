package dev.driftwarden.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.resource.InvalidResourceIdException;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.Severity;
import dev.driftwarden.yaml.Field;
import dev.driftwarden.yaml.Fields;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads what many entries of the policy file have: rules, scope, tags, severities.
 *
 * @param knownRules by id the rules' parameters with their defaults
 */
record PolicyParts(Map<String, Map<String, JsonNode>> knownRules) {

    RulePattern rules(Field field) {
        RulePattern pattern = RulePattern.of(field.text().orElse("*"));
        if (field.present() && knownRules.keySet().stream().noneMatch(pattern::matches)) {
            field.report("no rule is called '" + pattern.text() + "'");
        }
        return pattern;
    }

    @Nullable
    ResourceId scope(Fields entry) {
        Field field = entry.optional("scope");
        return field.present() ? scope(field).orElse(null) : null;
    }

    static Optional<ResourceId> scope(Field field) {
        return field.text().flatMap(text -> {
            try {
                return Optional.of(ResourceId.parse(text));
            } catch (InvalidResourceIdException e) {
                field.report(String.valueOf(e.getMessage()));
                return Optional.empty();
            }
        });
    }

    Map<String, String> tags(Field field) {
        Map<String, String> tags = new TreeMap<>();
        field.entries().forEach(tag -> tag.text().ifPresent(value -> tags.put(tag.name(), value)));
        return Map.copyOf(tags);
    }

    Set<Severity> severities(Field field) {
        Set<Severity> found = EnumSet.noneOf(Severity.class);
        field.oneOrMore().forEach(item -> item.oneOf(Severity.class).ifPresent(found::add));
        return Set.copyOf(found);
    }
}
