package dev.driftwarden.plan;

import java.util.List;

/**
 * What a rule proposes for one finding: pure data, computed from what was read, not yet decided on.
 *
 * @param operations in the order in which they are sent; at least one
 * @param reliesOn the paths of the judged resource whose values the fix was computed from, for instance
 *     {@code properties.allowBlobPublicAccess}; when one of them changes, the plan is void
 * @param breaks what may stop working, in words for the engineer who decides
 * @param undo the operations that bring the state before back, computed from it; empty when it cannot be undone
 * @param undoNote what the undo cannot restore, in words; empty when it restores everything
 * @param firstStep whether the rule still fails afterwards, for instance because a policy only reports at first
 */
public record Fix(
        List<Operation> operations,
        List<String> reliesOn,
        String breaks,
        List<Operation> undo,
        String undoNote,
        boolean firstStep) {
    /** One after which the rule passes. */
    public Fix(
            List<Operation> operations, List<String> reliesOn, String breaks, List<Operation> undo, String undoNote) {
        this(operations, reliesOn, breaks, undo, undoNote, /* firstStep= */ false);
    }

    public Fix {
        operations = List.copyOf(operations);
        reliesOn = List.copyOf(reliesOn);
        undo = List.copyOf(undo);
        if (operations.isEmpty()) {
            throw new IllegalArgumentException("a fix needs at least one operation");
        }
    }

    public boolean reversible() {
        return !undo.isEmpty();
    }
}
