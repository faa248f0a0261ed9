package dev.driftwarden.rule.load;

import dev.driftwarden.rule.Mode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A reason to be more careful with a fix.
 *
 * @param metric when given, {@code value} in the condition is its sum
 * @param then the furthest mode that is then allowed
 * @param otherwise what was looked for and not found, for the plan; null to say nothing
 */
public record GuardSpec(
        @Nullable Metric metric,
        Condition condition,
        Mode then,
        @Nullable Template otherwise) {

    /**
     * A platform metric of the resource or of something below it.
     *
     * @param on path below the judged resource; empty for the resource itself
     * @param filter dimension filter; empty for none
     */
    public record Metric(String name, String on, String filter, String aggregation, Duration window) {}
}
