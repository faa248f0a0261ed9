package dev.driftwarden.rule;

/**
 * What a guard saw before a fix: a reason to be more careful.
 *
 * @param atMost the furthest mode that this allows
 * @param because in words, with what was seen
 */
public record GuardResult(Mode atMost, String because) {}
