package dev.driftwarden.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.resource.ResourceId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A fix bound to one round of one finding. What is shown is what is applied: a change of anything the hash covers voids it.
 *
 * @param id {@code <finding id>-<round>-<first 12 digits of the hash>}
 * @param hash SHA-256 in hex over operations, undo, rule and version, and the values relied on
 * @param reliedOn the values of {@link Fix#reliesOn()} when it was made, by path; absent ones are JSON null
 * @param evidence what was looked at before it was proposed, and what was seen: use, locks, policies; also that nothing was
 * @param beforeBodies where the bodies of the targets before the write are stored, in the order of the operations; empty when it is
 *     neither ordered nor asked about, for then it is not written
 * @param words what is changed, in words that follow from the operations and the values relied on; may be empty
 * @param firstStep whether the rule still fails when the plan has been carried out
 */
public record Plan(
        String id,
        String hash,
        String findingId,
        int round,
        String rule,
        String ruleVersion,
        ResourceId resource,
        List<Operation> operations,
        Map<String, JsonNode> reliedOn,
        List<FieldDiff> diff,
        String breaks,
        List<Operation> undo,
        String undoNote,
        List<String> cautions,
        List<String> beforeBodies,
        List<String> words,
        boolean firstStep,
        Instant madeAt,
        @Nullable Instant approvalExpiresAt,
        List<String> evidence) {
    public Plan {
        evidence = evidence == null ? List.of() : List.copyOf(evidence);
        operations = List.copyOf(operations);
        reliedOn = Map.copyOf(reliedOn);
        diff = List.copyOf(diff);
        undo = List.copyOf(undo);
        cautions = List.copyOf(cautions);
        beforeBodies = List.copyOf(beforeBodies);
        words = words == null ? List.of() : List.copyOf(words);
    }

    /** The same plan with what was looked at; it is shown, and not part of the hash. */
    public Plan withEvidence(List<String> seen) {
        return with(beforeBodies, seen);
    }

    /** The same plan without the states before: for one that is not to be written. */
    public Plan withoutBodies() {
        return with(List.of(), evidence);
    }

    private Plan with(List<String> bodies, List<String> seen) {
        return new Plan(
                id,
                hash,
                findingId,
                round,
                rule,
                ruleVersion,
                resource,
                operations,
                reliedOn,
                diff,
                breaks,
                undo,
                undoNote,
                cautions,
                bodies,
                words,
                firstStep,
                madeAt,
                approvalExpiresAt,
                seen);
    }

    /** What it touches: the judged resource, and whatever else it writes to. */
    public List<ResourceId> touched() {
        return Stream.concat(Stream.of(resource), operations.stream().map(Operation::target))
                .distinct()
                .toList();
    }

    /** Whether the resource is gone when the plan has been carried out. */
    public boolean removesItsResource() {
        return operations.stream()
                .anyMatch(operation -> operation.method() == Operation.Method.DELETE
                        && operation.target().equals(resource));
    }

    public boolean reversible() {
        return !undo.isEmpty();
    }
}
