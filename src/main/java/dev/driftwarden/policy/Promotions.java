package dev.driftwarden.policy;

import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.Mode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far people may promote rules without a change of the policy file.
 *
 * @param shadow how long it is kept what a rule would have written
 * @param lines in file order; the last one that matches wins; where none matches a promotion counts for nothing
 */
public record Promotions(Duration shadow, List<Line> lines) {
    /** No promotions; a shadow record of two weeks. */
    public static final Promotions DEFAULT = new Promotions(Duration.ofDays(14), List.of());

    public Promotions {
        lines = List.copyOf(lines);
    }

    /**
     * Rules of this pattern may be promoted so far.
     *
     * @param scope null for everywhere
     */
    public record Line(RulePattern rules, @Nullable ResourceId scope, Mode upTo) {}

    /** The line that counts for a rule on a resource. */
    public Optional<Line> line(String rule, ResourceId resource) {
        return lines.stream()
                .filter(line -> line.rules().matches(rule))
                .filter(line -> line.scope() == null || resource.isWithin(line.scope()))
                .reduce((earlier, later) -> later);
    }
}
