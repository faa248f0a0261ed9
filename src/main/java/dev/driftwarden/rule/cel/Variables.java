package dev.driftwarden.rule.cel;

import org.jspecify.annotations.Nullable;

/** Gives expressions their variables, when they ask for them. */
public interface Variables {

    /**
     * The value of a declared variable.
     *
     * @return null when there is none of that name
     * @throws EvaluationException when it has no value, for instance because it could not be read
     */
    @Nullable
    Object value(String name);
}
