package dev.driftwarden.rule.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.runtime.CelEvaluationException;
import dev.driftwarden.yaml.Names;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compiles expressions over a set of variables. Safe for many threads. */
public final class Compiler {
    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']+)'.*");
    private static final Pattern OVERLOAD =
            Pattern.compile("found no matching overload for '([^']+)' applied to '([^']*)'.*", Pattern.DOTALL);

    /** Touches the parser, the checker, a macro, operators and functions of ours. */
    private static final String TYPICAL =
            "list.filter(item, same(item, 'a') && item in ['a', 'b']).size() == 1 || get(list, 'a.b', true) == false";

    private final Language language;
    private final Map<String, ValueType> variables;

    private Compiler(Language language, Map<String, ValueType> variables) {
        this.language = language;
        this.variables = variables;
    }

    /** One without variables. */
    public static Compiler of(Clock clock) {
        return new Compiler(Language.of(clock), Map.of());
    }

    /** One with further variables. */
    public Compiler with(Map<String, ValueType> further) {
        Map<String, ValueType> all = new LinkedHashMap<>(variables);
        all.putAll(further);
        return new Compiler(language, all);
    }

    /** Loads what compiling and evaluating need, by doing both once. */
    public void prepare() {
        Outcome outcome = with(Map.of("list", ValueType.ANY)).compile(TYPICAL, ValueType.TRUTH);
        Compiled typical = Objects.requireNonNull(outcome.compiled(), () -> "broken: " + outcome.problems());
        typical.holds(name -> List.of("a"));
    }

    /**
     * What became of an expression.
     *
     * @param compiled null when there are problems
     */
    public record Outcome(@Nullable Compiled compiled, List<Problem> problems) {}

    /**
     * A mistake in an expression.
     *
     * @param offset where in the text, counted from 0
     */
    public record Problem(int offset, String message) {}

    /** Type-checks an expression whose result is wanted to be of the given type. */
    public Outcome compile(String text, ValueType wanted) {
        CelValidationResult result = language.check(text, variables);
        if (result.hasError()) {
            return new Outcome(
                    null,
                    result.getErrors().stream()
                            .map(issue -> problem(text, issue))
                            .toList());
        }
        try {
            CelAbstractSyntaxTree ast = result.getAst();
            ValueType type = new ValueType(ast.getResultType());
            if (!wanted.accepts(type)) {
                return refused("this gives " + type + ", expected " + wanted);
            }
            return new Outcome(new Compiled(language.program(ast), type, Usage.of(ast)), List.of());
        } catch (CelValidationException | CelEvaluationException e) {
            return refused(String.valueOf(e.getMessage()));
        }
    }

    private static Outcome refused(String message) {
        return new Outcome(null, List.of(new Problem(0, message)));
    }

    private Problem problem(String text, CelIssue issue) {
        int offset = offset(text, issue.getSourceLocation());
        Matcher undeclared = UNDECLARED.matcher(issue.getMessage());
        if (undeclared.matches()) {
            String name = undeclared.group(1);
            String words = "'" + name + "' is no function or variable here" + Names.suggestion(name, names());
            return new Problem(Math.max(0, text.lastIndexOf(name, offset)), words);
        }
        return new Problem(offset, words(issue.getMessage()));
    }

    private List<String> names() {
        return Stream.concat(language.names().stream(), variables.keySet().stream())
                .toList();
    }

    private static String words(String message) {
        Matcher overload = OVERLOAD.matcher(message);
        return overload.matches()
                ? "'" + overload.group(1).replaceAll("^_|_$", "") + "' cannot be applied to " + overload.group(2)
                : message;
    }

    private static int offset(String text, CelSourceLocation location) {
        int start = 0;
        for (int line = 1; line < location.getLine(); line++) {
            start = text.indexOf('\n', start) + 1;
        }
        return Math.max(0, Math.min(text.length(), start + location.getColumn()));
    }
}
