package dev.driftwarden.decision;

import dev.driftwarden.decision.Decision.Reason;
import dev.driftwarden.rule.Mode;
import java.util.ArrayList;
import java.util.List;

/** The considerations so far. Nothing that comes after the start can raise the mode. */
final class Steps {
    private final List<Reason> reasons;
    private Mode mode;

    /** @param start why it starts with which mode; the last one counts */
    Steps(List<Reason> start) {
        reasons = new ArrayList<>(start);
        mode = start.get(start.size() - 1).mode();
    }

    void lower(String code, String text, Mode atMost) {
        mode = mode.atMost(atMost);
        reasons.add(new Reason(code, text, mode));
    }

    /** Something worth knowing that changes nothing. */
    void remark(String code, String text) {
        reasons.add(new Reason(code, text, mode));
    }

    Decision decision() {
        return new Decision(mode, reasons);
    }
}
