package dev.driftwarden.rule;

/**
 * What a guard saw before a fix: a reason to be more careful, or that there is none.
 *
 * @param atMost the furthest mode that this allows; auto when it was looked for and nothing was found
 * @param because in words, with what was seen
 */
public record GuardResult(Mode atMost, String because) {}
