package dev.driftwarden.engine;

import java.util.List;
import java.util.Set;

/**
 * One answer about several plans of one rule. Each plan is decided by itself: its own hash, its own refusal.
 *
 * @param rule id of the rule that all the plans are of
 * @param items what the person was shown; each plan at most once
 * @param leaveOut ids of plans that are not decided about although they are among the items
 */
public record ApprovalBatch(String rule, boolean approve, String reason, List<Item> items, Set<String> leaveOut) {
    /** How many plans can be decided about at once. */
    public static final int MOST = 100;

    public ApprovalBatch {
        items = List.copyOf(items);
        leaveOut = Set.copyOf(leaveOut);
    }

    /**
     * One plan.
     *
     * @param planHash the hash of the plan that the person was shown
     */
    public record Item(String planId, String planHash) {}

    /** The answers, in the order of the items; nothing about those left out. */
    public record Result(String planId, Answer answer) {}
}
