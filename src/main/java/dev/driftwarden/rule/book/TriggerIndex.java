package dev.driftwarden.rule.book;

import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.resource.ResourceType;
import dev.driftwarden.rule.load.RuleDefinition;
import dev.driftwarden.rule.load.Trigger;
import dev.driftwarden.rule.load.Trigger.Fixed;
import dev.driftwarden.rule.load.Trigger.Members;
import dev.driftwarden.rule.load.Trigger.Owner;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the resources to judge after an operation, without compiling or reading anything. */
final class TriggerIndex {
    private final Map<String, List<Entry>> byOperation = new HashMap<>();

    private record Entry(Trigger trigger, Set<ResourceType> types) {}

    TriggerIndex(Collection<RuleDefinition> rules) {
        for (RuleDefinition rule : rules) {
            rule.types().forEach(type -> add(deletionOf(rule, type), rule));
            for (Trigger trigger : rule.triggers()) {
                add(trigger, rule);
            }
        }
    }

    /** Whatever a rule lists, it cares when its resource goes away: its finding has to be closed. */
    private static Trigger deletionOf(RuleDefinition rule, ResourceType type) {
        return new Trigger(rule.place(), type.name() + "/delete", type, new Trigger.Nearest());
    }

    private void add(Trigger trigger, RuleDefinition rule) {
        byOperation
                .computeIfAbsent(trigger.operation().toLowerCase(Locale.ROOT), any -> new ArrayList<>())
                .add(new Entry(trigger, Set.copyOf(rule.types())));
    }

    List<ResourceId> subjects(ResourceId changed, String operation) {
        Set<ResourceId> subjects = new LinkedHashSet<>();
        for (Entry entry : byOperation.getOrDefault(operation.toLowerCase(Locale.ROOT), List.of())) {
            subject(entry, changed).ifPresent(subjects::add);
        }
        return List.copyOf(subjects);
    }

    private static Optional<ResourceId> subject(Entry entry, ResourceId changed) {
        Trigger.Subject how = entry.trigger().subject();
        if (how instanceof Members members) {
            return Optional.of(changed.resolve(members.collection()));
        }
        if (how instanceof Owner) {
            return changed.parent().flatMap(owner -> nearest(owner, entry.types()));
        }
        return how instanceof Fixed fixed ? fixed(fixed.id(), changed) : nearest(changed, entry.types());
    }

    private static Optional<ResourceId> fixed(String id, ResourceId changed) {
        String named = id.replace("{id}", changed.name());
        if (!named.contains("{subscription}")) {
            return ResourceId.tryParse(named);
        }
        return changed.subscriptionId().flatMap(own -> ResourceId.tryParse(named.replace("{subscription}", own)));
    }

    private static Optional<ResourceId> nearest(ResourceId changed, Set<ResourceType> types) {
        Optional<ResourceId> candidate = Optional.of(changed);
        while (candidate.isPresent() && !types.contains(candidate.get().type())) {
            candidate = candidate.get().parent();
        }
        return candidate;
    }
}
