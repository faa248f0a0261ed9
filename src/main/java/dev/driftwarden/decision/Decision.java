package dev.driftwarden.decision;

import dev.driftwarden.rule.Mode;
import java.util.List;
import java.util.Set;

/**
 * What to do about a finding, and why.
 *
 * @param mode what is done: observe = record only, ticket, approve = ask, auto = fix
 * @param reasons every consideration in the order in which it was made; the last one that lowered the mode decided
 */
public record Decision(Mode mode, List<Reason> reasons) {
    /** Considerations whose words differ from one look to the next. */
    private static final Set<String> VARYING = Set.of("guard", "fight", "over-budget");

    public Decision {
        reasons = List.copyOf(reasons);
    }

    /** Whether the other leads to the same for the same reasons, but for what differs from one look to the next. */
    public boolean saysTheSame(Decision other) {
        return mode == other.mode && lasting().equals(other.lasting());
    }

    private List<Reason> lasting() {
        return reasons.stream()
                .filter(reason -> !VARYING.contains(reason.code()))
                .toList();
    }

    /** The first reason that led to the mode. */
    public Reason decisive() {
        return reasons.stream()
                .filter(reason -> reason.mode() == mode)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no reason of a decision led to its mode"));
    }

    /**
     * One consideration.
     *
     * @param code stable, for instance {@code policy-mode}, {@code kill-switch}
     * @param text for people
     * @param mode what was allowed after it
     */
    public record Reason(String code, String text, Mode mode) {}
}
