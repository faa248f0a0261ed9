package dev.driftwarden.rule.cel;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelVariableResolver;
import java.util.Optional;

/** An expression ready to be evaluated. Safe for many threads. */
public final class Compiled {
    private static final int LONGEST_MESSAGE = 400;

    private final CelRuntime.Program program;
    private final ValueType type;
    private final Usage usage;

    Compiled(CelRuntime.Program program, ValueType type, Usage usage) {
        this.program = program;
        this.type = type;
        this.usage = usage;
    }

    public ValueType type() {
        return type;
    }

    public Usage usage() {
        return usage;
    }

    /**
     * @throws EvaluationException when it has no value
     */
    public Object evaluate(Variables variables) {
        CelVariableResolver resolver = name -> Optional.ofNullable(variables.value(name));
        try {
            return program.eval(resolver);
        } catch (CelEvaluationException e) {
            throw explained(e);
        }
    }

    /**
     * The value of a condition.
     *
     * @throws EvaluationException when it has no value or another type
     */
    public boolean holds(Variables variables) {
        Object value = evaluate(variables);
        if (value instanceof Boolean truth) {
            return truth;
        }
        throw EvaluationException.of("expected true or false, found " + Json.kind(value));
    }

    private static EvaluationException explained(CelEvaluationException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof EvaluationException known) {
                return known;
            }
            if (cause instanceof IllegalArgumentException domain && domain.getMessage() != null) {
                return EvaluationException.of(shortened(domain.getMessage()));
            }
        }
        String message = String.valueOf(e.getMessage()).replaceFirst("^evaluation error( at [^:]*:\\d+)?: ", "");
        return EvaluationException.of(shortened(message));
    }

    private static String shortened(String message) {
        return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE) + "…";
    }
}
