package dev.driftwarden.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.driftwarden.plan.Effect;
import dev.driftwarden.plan.Operation;
import dev.driftwarden.plan.Plan;
import dev.driftwarden.store.Bodies;
import dev.driftwarden.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How far a plan with several operations has been written, found out by reading: a try before may have come to any of them.
 *
 * @param operations what is so of each, in the plan's order
 */
record Progress(List<Standing> operations) {
    Progress {
        operations = List.copyOf(operations);
    }

    /** How the target of an operation stands to it. */
    enum Standing {
        /** What the operation writes is there. */
        DONE,
        /** Everything is as it was when the plan was made. */
        TO_DO,
        /** Neither: somebody else changed it, or it is an action, which leaves nothing to see. */
        CHANGED,
        UNREADABLE
    }

    static Progress of(Plan plan, World world, Bodies bodies) {
        List<Standing> standings = new ArrayList<>();
        for (int i = 0; i < plan.operations().size(); i++) {
            standings.add(standing(plan, i, world, bodies));
        }
        return new Progress(standings);
    }

    static Standing standing(Plan plan, int number, World world, Bodies bodies) {
        Operation operation = plan.operations().get(number);
        if (operation.method() == Operation.Method.POST) {
            return Standing.CHANGED;
        }
        return world.get(operation.target(), operation.apiVersion())
                .match(
                        live -> standing(operation, live, before(plan, number, bodies)),
                        () -> standing(operation, null, before(plan, number, bodies)),
                        why -> Standing.UNREADABLE);
    }

    private static Standing standing(Operation operation, @Nullable JsonNode live, Optional<JsonNode> before) {
        if (Effect.present(operation, live)) {
            return Standing.DONE;
        }
        return before.filter(was -> Effect.untouched(operation, was.isNull() ? null : was, live))
                        .isPresent()
                ? Standing.TO_DO
                : Standing.CHANGED;
    }

    private static Optional<JsonNode> before(Plan plan, int number, Bodies bodies) {
        return bodies.get(plan.beforeBodies().get(number)).map(text -> {
            try {
                return new ObjectMapper().readTree(text);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a stored state is not JSON: plan " + plan.id(), e);
            }
        });
    }

    boolean begun() {
        return operations.contains(Standing.DONE);
    }

    boolean finished() {
        return operations.stream().allMatch(Standing.DONE::equals);
    }

    boolean has(Standing standing) {
        return operations.contains(standing);
    }

    /** What is written and what is not, for people. */
    static String account(Plan plan, List<Standing> standings) {
        StringBuilder text = new StringBuilder();
        IntStream.range(0, standings.size()).forEach(i -> {
            Operation operation = plan.operations().get(i);
            String so = switch (standings.get(i)) {
                case DONE -> "written";
                case TO_DO -> "not written";
                case CHANGED -> "not as the plan knew it";
                case UNREADABLE -> "could not be read";
            };
            text.append("\n- ")
                    .append(operation.method())
                    .append(' ')
                    .append(operation.target())
                    .append(": ")
                    .append(so);
        });
        return text.toString();
    }
}
