package dev.driftwarden.net;

/**
 * One way in which two states of a directory policy differ.
 *
 * @param path where in the policy, for instance {@code conditions.users.excludeGroups}; empty when the policy itself came or went
 * @param text what is so now, in words
 * @param effect what it means for protection
 */
public record Difference(String path, String text, Effect effect) {
    /** What a difference means. */
    public enum Effect {
        /** It protects no less than before. */
        HARMLESS,
        /** It protects less. */
        WEAKER,
        /** Nothing known tells which; a person has to look. */
        UNCLEAR
    }

    /** Whether a person has to look at it. */
    public boolean needsAPerson() {
        return effect != Effect.HARMLESS;
    }
}
