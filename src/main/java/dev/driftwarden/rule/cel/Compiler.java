package dev.driftwarden.rule.cel;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelBuilder;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.driftwarden.yaml.Names;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compiles expressions over a set of variables. Safe for many threads. */
public final class Compiler {
    /** Far above what a rule needs on the largest resource; keeps a nested loop from running for seconds. */
    private static final int MAX_ITERATIONS = 100_000;

    private static final int MAX_LENGTH = 10_000;
    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']+)'.*");
    private static final Pattern OVERLOAD =
            Pattern.compile("found no matching overload for '([^']+)' applied to '([^']*)'.*", Pattern.DOTALL);
    private static final CelOptions OPTIONS = CelOptions.current()
            .comprehensionMaxIterations(MAX_ITERATIONS)
            .maxExpressionCodePointSize(MAX_LENGTH)
            .enableHeterogeneousNumericComparisons(true)
            .build();

    private final Cel cel;
    private final List<String> names;

    private Compiler(Cel cel, List<String> names) {
        this.cel = cel;
        this.names = names;
    }

    /** One without variables. */
    public static Compiler of(Clock clock) {
        FunctionTable functions = Functions.of(clock);
        CelBuilder builder = CelFactory.legacyCelBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addCompilerLibraries(CelExtensions.strings(), CelExtensions.lists(), CelExtensions.sets(OPTIONS))
                .addRuntimeLibraries(CelExtensions.strings(), CelExtensions.lists(), CelExtensions.sets(OPTIONS))
                .addFunctionDeclarations(functions.declarations())
                .addFunctionBindings(functions.bindings());
        return new Compiler(builder.build(), functions.names());
    }

    /** One with further variables. */
    public Compiler with(Map<String, ValueType> variables) {
        CelBuilder builder = cel.toCelBuilder();
        variables.forEach((name, type) -> builder.addVar(name, type.type()));
        List<String> all = java.util.stream.Stream.concat(names.stream(), variables.keySet().stream())
                .toList();
        return new Compiler(builder.build(), all);
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
        CelValidationResult result = cel.compile(text);
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
            return new Outcome(new Compiled(cel.createProgram(ast), type, Usage.of(ast)), List.of());
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
            String words = "'" + name + "' is no function or variable here" + Names.suggestion(name, names);
            return new Problem(Math.max(0, text.lastIndexOf(name, offset)), words);
        }
        return new Problem(offset, words(issue.getMessage()));
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
