package dev.driftwarden.engine;

import dev.driftwarden.plan.FieldDiff;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an undo would do if it were done now. Nothing is written to find that out.
 *
 * @param planId the plan that would be undone; null when there is none
 * @param possible whether it can be undone at all, if need be by force
 * @param needsForce whether fields were changed since the fix, so that only a forced undo writes over them
 * @param text in one sentence, why not or what is so
 * @param diff what it would write: the live state now and the state before the fix
 * @param changed the part of the diff that was changed since the fix
 * @param note what the undo cannot restore; empty when it restores everything
 */
public record UndoPreview(
        @Nullable String planId,
        boolean possible,
        boolean needsForce,
        String text,
        List<FieldDiff> diff,
        List<FieldDiff> changed,
        String note) {
    public UndoPreview {
        diff = List.copyOf(diff);
        changed = List.copyOf(changed);
    }

    static UndoPreview impossible(@Nullable String planId, String why, String note) {
        return new UndoPreview(planId, false, false, why, List.of(), List.of(), note);
    }
}
