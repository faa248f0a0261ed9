package dev.driftwarden.rule.load;

import java.util.List;

/**
 * A condition and the words for it.
 *
 * @param because for a person
 */
public record Condition(Expression when, Template because) {

    /** Both kinds of expressions in it. */
    public List<Expression> expressions() {
        return java.util.stream.Stream.concat(java.util.stream.Stream.of(when), because.expressions().stream())
                .toList();
    }
}
