package dev.driftwarden.check;

import dev.driftwarden.rule.Judgement;
import dev.driftwarden.rule.Verdict;
import java.util.List;

/** How a check ended, as the exit code tells it. */
public enum Exit {
    CLEAN(0),
    FAILED(1),
    UNUSABLE(2),
    UNKNOWN(3);

    private final int code;

    Exit(int code) {
        this.code = code;
    }

    /** 0 nothing failed, 1 something failed, 2 unusable input, 3 nothing failed but something is unknown. */
    public int code() {
        return code;
    }

    public static Exit of(List<Judgement> judgements) {
        if (judgements.stream().anyMatch(j -> j.verdict() == Verdict.FAIL)) {
            return FAILED;
        }
        return judgements.stream().anyMatch(j -> j.verdict() == Verdict.ERROR) ? UNKNOWN : CLEAN;
    }

    /** Of several worlds: unusable input outweighs a failure, because not everything was judged. */
    public Exit and(Exit other) {
        return weight() >= other.weight() ? this : other;
    }

    private int weight() {
        return switch (this) {
            case CLEAN -> 0;
            case UNKNOWN -> 1;
            case FAILED -> 2;
            case UNUSABLE -> 3;
        };
    }
}
