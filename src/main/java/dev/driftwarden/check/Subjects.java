package dev.driftwarden.check;

import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.resource.ResourceType;
import dev.driftwarden.rule.RuleInfo;
import dev.driftwarden.rule.Rules;
import dev.driftwarden.world.Read;
import dev.driftwarden.world.recorded.Recorded;
import dev.driftwarden.world.recorded.RecordedWorld;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a recorded world asks to be judged, in the order of its files. */
public final class Subjects {
    private final Rules rules;
    private final RecordedWorld world;
    private final Map<ResourceId, ResourceType> found = new LinkedHashMap<>();

    private Subjects(Rules rules, RecordedWorld world) {
        this.rules = rules;
        this.world = world;
    }

    /**
     * Every object whose type has rules; the owner of a settings child that was given alone; every object that has only a
     * baseline left.
     */
    static Map<ResourceId, ResourceType> of(Rules rules, RecordedWorld world) {
        Subjects subjects = new Subjects(rules, world);
        world.objects().forEach(subjects::add);
        world.baselines().forEach(subjects::addJudged);
        return subjects.found;
    }

    /** Those of one type, in the order of the files. */
    public static List<ResourceId> ofType(ResourceType type, Rules rules, RecordedWorld world) {
        return of(rules, world).entrySet().stream()
                .filter(entry -> entry.getValue().equals(type))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Those that one rule is about, in the order of the files. */
    public static List<ResourceId> ofRule(RuleInfo rule, Rules rules, RecordedWorld world) {
        return TenantRules.areStoodInFor(rule, world)
                ? TenantRules.standIn(rule, world).stream().toList()
                : ofType(rule.type(), rules, world);
    }

    private void add(Recorded recorded) {
        if (!rules.of(recorded.type()).isEmpty()) {
            found.putIfAbsent(recorded.id(), recorded.type());
            return;
        }
        rules.subjectsOf(recorded.id(), recorded.type().name() + "/write").stream()
                .filter(recorded.id()::isWithin)
                .filter(this::mayExist)
                .forEach(this::addJudged);
    }

    private boolean mayExist(ResourceId owner) {
        return !(world.get(owner, "") instanceof Read.Absent);
    }

    private void addJudged(ResourceId id) {
        ResourceType type = world.find(id).map(Recorded::type).orElseGet(() -> typeOfUnknown(id));
        if (!rules.of(type).isEmpty()) {
            found.putIfAbsent(id, type);
        }
    }

    /** The id of a directory object that nothing describes may end in a name that does not look like an id. */
    private ResourceType typeOfUnknown(ResourceId id) {
        boolean named =
                id.isGraph() && rules.of(id.type()).isEmpty() && id.segments().size() > 2;
        return named
                ? ResourceId.parse(id.path().substring(0, id.path().lastIndexOf('/')))
                        .type()
                : id.type();
    }
}
