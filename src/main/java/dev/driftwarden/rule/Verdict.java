package dev.driftwarden.rule;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a rule says of a resource. Written in lower case everywhere. */
public enum Verdict {
    /** The rule is about it and it is fine. */
    PASS,
    /** It has drifted. */
    FAIL,
    /** The rule is not about it; the message says why. */
    SKIP,
    /** A fact needed to find the fault is missing or unusable: unknown, which is never compliant. */
    ERROR;

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
