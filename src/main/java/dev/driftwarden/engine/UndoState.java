package dev.driftwarden.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.plan.Effect;
import dev.driftwarden.plan.Etags;
import dev.driftwarden.plan.FieldDiff;
import dev.driftwarden.plan.Operation;
import dev.driftwarden.plan.Operation.Method;
import dev.driftwarden.plan.Plan;
import dev.driftwarden.plan.PlanDiff;
import dev.driftwarden.world.Unreadable;
import dev.driftwarden.world.World;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What undoing a plan would do now, found out by reading what it would write to.
 *
 * @param steps the plan's undo operations, in their order
 */
record UndoState(List<Step> steps) {
    UndoState {
        steps = List.copyOf(steps);
    }

    /** How the target of an undo operation stands to it. */
    enum Standing {
        /** The state before is there. */
        BACK,
        /** What the fix left is there. */
        AS_FIXED,
        /** Somebody changed, since the fix, what the undo would write over. */
        CHANGED,
        UNREADABLE
    }

    /**
     * One undo operation.
     *
     * @param live null when its target does not exist
     * @param problem why it could not be read; null when it could
     */
    record Step(
            Operation operation,
            Standing standing,
            @Nullable JsonNode live,
            @Nullable String problem) {

        boolean isToDo() {
            return standing != Standing.BACK;
        }

        @Nullable
        String version() {
            return live == null ? null : Etags.of(operation.target(), live).orElse(null);
        }

        List<FieldDiff> diff() {
            return isToDo() ? PlanDiff.of(operation, live) : List.of();
        }
    }

    static UndoState of(Plan plan, World world) {
        return new UndoState(
                plan.undo().stream().map(undo -> step(plan, undo, world)).toList());
    }

    private static Step step(Plan plan, Operation undo, World world) {
        if (undo.method() == Method.POST) {
            return new Step(undo, Standing.AS_FIXED, null, null);
        }
        return world.get(undo.target(), undo.apiVersion())
                .match(
                        live -> new Step(undo, standing(plan, undo, live), live, null),
                        () -> new Step(undo, standing(plan, undo, null), null, null),
                        why -> unreadable(undo, why));
    }

    private static Step unreadable(Operation undo, Unreadable why) {
        return new Step(undo, Standing.UNREADABLE, null, undo.target() + ": " + why.message());
    }

    private static Standing standing(Plan plan, Operation undo, @Nullable JsonNode live) {
        Optional<Operation> fix = plan.operations().stream()
                .filter(operation -> operation.method() != Method.POST)
                .filter(operation -> operation.target().equals(undo.target()))
                .reduce((first, second) -> second);
        // A fix that only adds leaves all there that the undo names: then what it added tells.
        boolean stillAdded = fix.filter(added -> Effect.present(added, live) && !Effect.present(added, undo.body()))
                .isPresent();
        if (Effect.present(undo, live) && !stillAdded) {
            return Standing.BACK;
        }
        boolean asFixed = fix.map(operation -> Effect.present(operation, live))
                .orElse(live == null || undo.method() != Method.PUT);
        return asFixed ? Standing.AS_FIXED : Standing.CHANGED;
    }

    boolean has(Standing standing) {
        return steps.stream().anyMatch(step -> step.standing() == standing);
    }

    boolean isBack() {
        return steps.stream().noneMatch(Step::isToDo);
    }

    long back() {
        return steps.stream().filter(step -> !step.isToDo()).count();
    }

    /** The fields that were changed since the fix: what stands there now, and what would be written over it. */
    List<FieldDiff> changed() {
        return steps.stream()
                .filter(step -> step.standing() == Standing.CHANGED)
                .flatMap(step -> step.diff().stream())
                .toList();
    }

    List<FieldDiff> diff() {
        return steps.stream().flatMap(step -> step.diff().stream()).toList();
    }

    Optional<String> problem() {
        return steps.stream()
                .flatMap(step -> Optional.ofNullable(step.problem()).stream())
                .findFirst();
    }
}
