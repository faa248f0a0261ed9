package dev.driftwarden.decision;

import dev.driftwarden.rule.Mode;
import java.util.List;

/**
 * What to do about a finding, and why.
 *
 * @param mode what is done: observe = record only, ticket, approve = ask, auto = fix
 * @param reasons every consideration in the order in which it was made; the last one that lowered the mode decided
 */
public record Decision(Mode mode, List<Reason> reasons) {
    public Decision {
        reasons = List.copyOf(reasons);
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
