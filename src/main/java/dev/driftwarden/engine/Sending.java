package dev.driftwarden.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.engine.Progress.Standing;
import dev.driftwarden.plan.Etags;
import dev.driftwarden.plan.Operation;
import dev.driftwarden.plan.Plan;
import dev.driftwarden.plan.WriteOutcome;
import dev.driftwarden.plan.Writer;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.world.World;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Sends the operations of a plan one after the other. Where Azure honours versions, an operation is refused when its target was
 * changed after it was looked at; those behind the first are looked at again, for the ones before them made new versions.
 */
final class Sending {
    private final Desk desk;
    private final Writer writer;

    Sending(Desk desk, Writer writer) {
        this.desk = desk;
        this.writer = writer;
    }

    /** The versions of what a plan writes to, to be read before the resource is judged: a change after that is refused. */
    static Map<ResourceId, String> versions(Plan plan, World world) {
        Map<ResourceId, String> versions = new HashMap<>();
        for (Operation operation : plan.operations()) {
            if (operation.method() != Operation.Method.POST && Etags.honoured(operation.target())) {
                version(operation, world).ifPresent(version -> versions.put(operation.target(), version));
            }
        }
        return versions;
    }

    private static Optional<String> version(Operation operation, World world) {
        Optional<JsonNode> read = world.get(operation.target(), operation.apiVersion())
                .match(Optional::of, Optional::empty, why -> Optional.empty());
        return read.flatMap(body -> Etags.of(operation.target(), body));
    }

    /**
     * Sends what is to be done.
     *
     * @param standings what is so of each operation
     * @return empty when everything is written, else why not
     */
    Optional<WriteOutcome.Failed> send(
            Plan plan, List<Standing> standings, Map<ResourceId, String> versions, UUID correlation) {
        boolean sent = false;
        for (int i = 0; i < plan.operations().size(); i++) {
            if (standings.get(i) == Standing.DONE) {
                continue;
            }
            WriteOutcome outcome = sent
                    ? sendLater(plan, i, correlation)
                    : send(plan.operations().get(i), versions, correlation);
            if (outcome instanceof WriteOutcome.Failed failed) {
                return Optional.of(failed);
            }
            sent = true;
        }
        return Optional.empty();
    }

    private WriteOutcome send(Operation operation, Map<ResourceId, String> versions, UUID correlation) {
        return writer.run(operation, versions.get(operation.target()), correlation);
    }

    private WriteOutcome sendLater(Plan plan, int number, UUID correlation) {
        Operation operation = plan.operations().get(number);
        if (operation.method() == Operation.Method.POST || !Etags.honoured(operation.target())) {
            return writer.run(operation, correlation);
        }
        World world = desk.worlds().get();
        return switch (Progress.standing(plan, number, world, desk.bodies())) {
            case DONE -> new WriteOutcome.Done(200);
            case TO_DO -> writer.run(operation, version(operation, world).orElse(null), correlation);
            case CHANGED, UNREADABLE ->
                new WriteOutcome.Failed(
                        WriteOutcome.Kind.CONFLICT,
                        0,
                        "ChangedMeanwhile",
                        operation.target() + " is not as the plan knew it.",
                        /* retryAfter= */ null);
        };
    }
}
