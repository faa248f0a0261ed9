package dev.driftwarden.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.plan.Fix;
import dev.driftwarden.plan.Operation;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.resource.ResourceType;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One rule's answer about one resource.
 *
 * @param severity as it applies here (a rule may grade by what it saw)
 * @param message for a person: on fail what is wrong, on skip why the rule is not about it, on error what is unknown and why
 * @param evidence what was seen, in the rule's order
 * @param fix what the rule proposes; null unless the verdict is fail and the rule has a fix that can be computed here
 * @param guards reasons to be careful with that fix; empty unless there is a fix
 * @param notes remarks that change nothing, for instance which excuse could not be read
 * @param retryable of an error: whether a later look can help
 * @param resourceBody the judged body as read; null when it could not be read
 */
public record Judgement(
        RuleInfo rule,
        ResourceId resource,
        ResourceType type,
        Verdict verdict,
        Severity severity,
        String message,
        List<Evidence> evidence,
        @Nullable Fix fix,
        List<GuardResult> guards,
        List<String> notes,
        boolean retryable,
        @Nullable JsonNode resourceBody) {
    public Judgement {
        evidence = List.copyOf(evidence);
        guards = List.copyOf(guards);
        notes = List.copyOf(notes);
    }

    /** What a fix would touch: the judged resource, and whatever else it writes to. */
    public List<ResourceId> touched() {
        Stream<ResourceId> targets =
                fix == null ? Stream.empty() : fix.operations().stream().map(Operation::target);
        return Stream.concat(Stream.of(resource), targets).distinct().toList();
    }
}
