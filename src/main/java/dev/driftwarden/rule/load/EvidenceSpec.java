package dev.driftwarden.rule.load;

import org.jspecify.annotations.Nullable;

/**
 * A value to show with the verdict.
 *
 * @param label a path in the judged resource, or the name of the computed value
 * @param value computes it; null when the label is a path
 */
public record EvidenceSpec(String label, @Nullable Expression value) {}
