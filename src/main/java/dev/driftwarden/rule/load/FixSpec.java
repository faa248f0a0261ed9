package dev.driftwarden.rule.load;

import dev.driftwarden.plan.Operation.Method;
import dev.driftwarden.yaml.Place;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a rule wants a finding to be fixed.
 *
 * @param unless conditions under which there is no fix, each with the reason
 * @param firstStep whether the rule still fails afterwards; null when it does not
 * @param reliesOn paths given by the author; empty to use what the condition reads
 */
public record FixSpec(
        Place place,
        List<Condition> unless,
        List<Step> steps,
        Undo undo,
        List<String> reliesOn,
        Template breaks,
        @Nullable Expression firstStep) {
    public FixSpec {
        unless = List.copyOf(unless);
        steps = List.copyOf(steps);
        reliesOn = List.copyOf(reliesOn);
    }

    /**
     * One or more writes of one kind.
     *
     * @param forEach when given, the step is done once for each value in this list, named {@code item}
     * @param when when given, only if this holds
     * @param target absolute, or below the judged resource; null for the resource itself
     * @param action the last segment of a POST; empty for other methods
     * @param before the state before of what is written to; null for the judged resource itself
     */
    public record Step(
            Place place,
            @Nullable Expression forEach,
            @Nullable Expression when,
            Method method,
            @Nullable Template target,
            String apiVersion,
            String action,
            @Nullable Body body,
            @Nullable Expression before) {

        /** The expressions that are put into what is written; those that choose whether and how often are not among them. */
        public Stream<Expression> values() {
            Stream<Expression> known = Optional.ofNullable(before).stream();
            Stream<Expression> path = target == null ? Stream.empty() : target.expressions().stream();
            Stream<Expression> content = body == null ? Stream.empty() : body.expressions();
            return Stream.of(known, path, content).flatMap(s -> s);
        }
    }

    /** How the state before is brought back. */
    public sealed interface Undo {
        /** What the undo cannot restore; null when it restores everything. */
        @Nullable
        Template note();
    }

    /** Computed from the state before. */
    public record Restore(@Nullable Template note) implements Undo {}

    /** Given by the author. */
    public record Given(List<Step> steps, @Nullable Template note) implements Undo {
        public Given {
            steps = List.copyOf(steps);
        }
    }

    /** Not possible. */
    public record None(@Nullable Template note) implements Undo {}
}
