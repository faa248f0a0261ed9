package dev.driftwarden.check;

import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.resource.ResourceType;
import dev.driftwarden.rule.RuleInfo;
import dev.driftwarden.world.Listing;
import dev.driftwarden.world.recorded.Recorded;
import dev.driftwarden.world.recorded.RecordedWorld;
import java.util.List;
import java.util.Optional;

/**
 * Rules about the whole tenant, whose subject is the organization. A world that holds none is judged under what the rule is
 * decided from: the first object, or else the first listing, that one of its triggers is about.
 */
final class TenantRules {
    static final ResourceType ORGANIZATION = ResourceType.of("Microsoft.Graph/organization");

    private TenantRules() {}

    static boolean areStoodInFor(RuleInfo rule, RecordedWorld world) {
        return rule.type().equals(ORGANIZATION)
                && world.objects().stream().noneMatch(object -> object.type().equals(ORGANIZATION));
    }

    static Optional<ResourceId> standIn(RuleInfo rule, RecordedWorld world) {
        List<ResourceType> sources = rule.triggers().stream()
                .map(TenantRules::changed)
                .filter(ResourceType::isGraph)
                .distinct()
                .toList();
        return sources.stream()
                .flatMap(source -> firstObject(source, world).stream())
                .findFirst()
                .or(() -> sources.stream()
                        .flatMap(source -> listing(source, world).stream())
                        .findFirst());
    }

    private static ResourceType changed(String operation) {
        return ResourceType.of(operation.substring(0, operation.lastIndexOf('/')));
    }

    private static Optional<ResourceId> firstObject(ResourceType type, RecordedWorld world) {
        return world.objects().stream()
                .filter(object -> object.type().equals(type))
                .map(Recorded::id)
                .findFirst();
    }

    private static Optional<ResourceId> listing(ResourceType type, RecordedWorld world) {
        return ResourceId.tryParse("/graph/" + type.name().substring(type.name().indexOf('/') + 1))
                .filter(collection -> world.list(collection, "", "") instanceof Listing.Complete);
    }
}
