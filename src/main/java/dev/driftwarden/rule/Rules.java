package dev.driftwarden.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.resource.ResourceType;
import dev.driftwarden.world.World;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The rules in force. Immutable and safe for many threads; rules are compiled when their type is first judged. */
public interface Rules {

    /** All rules, sorted by id. */
    List<RuleInfo> all();

    Optional<RuleInfo> find(String ruleId);

    /** By rule id what its parameters are when nobody sets them: the names and types that may be set. */
    default Map<String, Map<String, JsonNode>> parameters() {
        return all().stream().collect(Collectors.toUnmodifiableMap(RuleInfo::id, rule -> Map.of()));
    }

    List<RuleInfo> of(ResourceType type);

    /** All types that some rule judges; a rule may judge several, of which {@link RuleInfo#type} is the main one. */
    default Set<ResourceType> types() {
        return all().stream().map(RuleInfo::type).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The resources whose verdicts an operation may have changed: the changed one, the owner of a child, an owner's judged
     * children. Empty when no rule cares; asked before any I/O. Judged children are named by their collection, for instance
     * {@code <account>/blobServices/default/containers}: {@link #expand} finds the members when the look is due.
     *
     * @param operation the ARM operation name, for instance {@code Microsoft.Storage/storageAccounts/write}; case is ignored.
     *     For directory objects {@code Microsoft.Graph/<collection>/write} or {@code /delete}
     */
    List<ResourceId> subjectsOf(ResourceId changed, String operation);

    /** What a subject stands for: itself, or when it names a collection its members, which are read now. */
    default Subjects expand(ResourceId subject, World world) {
        return new Subjects.Known(List.of(subject));
    }

    /**
     * Reads the resource and judges it by every rule of its type. Related resources are read only when an expression needs
     * them, each once. Never throws for what the world holds: a fault is an {@link Verdict#ERROR} of just that rule.
     */
    Look look(ResourceId subject, World world);

    /**
     * Judges a body that came with others, for instance on a page of Resource Graph, without a call. Never throws for what the body
     * holds.
     */
    default Screening screen(ResourceId subject, JsonNode body) {
        return Screening.UNDECIDED;
    }

    /**
     * The same rules at a moment that stands still.
     *
     * @param params by rule id and parameter name; what is not given has the default of its rule
     */
    Rules at(Instant moment, Map<String, Map<String, JsonNode>> params);

    /**
     * As {@link #look}, by one rule only; used to plan anew and to verify. What does not exist is a {@link Verdict#SKIP} without a
     * body, unless the rule judges absence.
     */
    default Judgement judge(RuleInfo rule, ResourceId subject, World world) {
        return judge(rule, subject, world, Map.of());
    }

    /**
     * The same with some of the rule's parameters chosen for this one judgement; the version of the rule stays what it is.
     *
     * @param chosen values by the names of parameters; a name that the rule does not have means nothing
     */
    Judgement judge(RuleInfo rule, ResourceId subject, World world, Map<String, String> chosen);
}
