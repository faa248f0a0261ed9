package dev.driftwarden.rule.cel;

import dev.cel.checker.CelChecker;
import dev.cel.checker.CelCheckerBuilder;
import dev.cel.checker.CelStandardDeclarations;
import dev.cel.checker.CelStandardDeclarations.StandardFunction;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.CelVarDecl;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExprVisitor;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelParser;
import dev.cel.parser.CelParserFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * CEL with our functions: made once, shared by all expressions. The library's checker takes in every declared function anew for
 * each expression, which costs a hundred times the check itself; so it is only told of those that the expression names.
 */
final class Language {
    /** Far above what a rule needs on the largest resource; keeps a nested loop from running for seconds. */
    private static final int MAX_ITERATIONS = 100_000;

    private static final int MAX_LENGTH = 10_000;
    private static final CelOptions OPTIONS = CelOptions.current()
            .comprehensionMaxIterations(MAX_ITERATIONS)
            .maxExpressionCodePointSize(MAX_LENGTH)
            .enableHeterogeneousNumericComparisons(true)
            .build();

    private final CelParser parser;
    private final CelRuntime runtime;
    private final List<String> names;
    private final Map<String, List<CelFunctionDecl>> declared = new HashMap<>();
    private final Map<String, StandardFunction> standard = new HashMap<>();

    private Language(FunctionTable functions) {
        names = functions.names();
        functions.declarations().forEach(this::declare);
        CelExtensions.strings().functions().forEach(this::declare);
        CelExtensions.lists().functions().forEach(this::declare);
        CelExtensions.sets(OPTIONS).functions().forEach(this::declare);
        for (StandardFunction function : StandardFunction.values()) {
            standard.put(function.functionDecl().name(), function);
        }
        parser = CelParserFactory.standardCelParserBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addLibraries(CelExtensions.lists())
                .build();
        runtime = CelRuntimeFactory.legacyCelRuntimeBuilder()
                .setOptions(OPTIONS)
                .addLibraries(CelExtensions.strings(), CelExtensions.lists(), CelExtensions.sets(OPTIONS))
                .addFunctionBindings(functions.bindings())
                .build();
    }

    static Language of(Clock clock) {
        return new Language(Functions.of(clock));
    }

    /** By the name behind the last dot: the parser does not know {@code sets.contains} from a call on a variable {@code sets}. */
    private void declare(CelFunctionDecl function) {
        String name = function.name().substring(function.name().lastIndexOf('.') + 1);
        declared.computeIfAbsent(name, any -> new ArrayList<>()).add(function);
    }

    /** The names of our own functions. */
    List<String> names() {
        return names;
    }

    /** Parses and type-checks; both kinds of mistakes are in the result. */
    CelValidationResult check(String text, Map<String, ValueType> variables) {
        CelValidationResult parsed = parser.parse(text);
        if (parsed.hasError()) {
            return parsed;
        }
        try {
            CelAbstractSyntaxTree tree = parsed.getAst();
            return checker(Called.in(tree), variables).check(tree);
        } catch (CelValidationException e) {
            throw new IllegalStateException("a result without errors has a tree", e);
        }
    }

    private CelChecker checker(Set<String> called, Map<String, ValueType> variables) {
        Set<StandardFunction> used = new LinkedHashSet<>();
        // One at least, for none would mean all.
        used.add(StandardFunction.CONDITIONAL);
        CelCheckerBuilder builder =
                CelCompilerFactory.standardCelCheckerBuilder().setOptions(OPTIONS);
        for (String name : called) {
            StandardFunction function = standard.get(name);
            if (function != null) {
                used.add(function);
            }
            builder.addFunctionDeclarations(declared.getOrDefault(name, List.of()));
        }
        variables.forEach((name, type) -> builder.addVarDeclarations(CelVarDecl.newVarDeclaration(name, type.type())));
        return builder.setStandardEnvironmentEnabled(false)
                .setStandardDeclarations(CelStandardDeclarations.newBuilder()
                        .includeFunctions(used)
                        .build())
                .build();
    }

    /**
     * Makes a checked expression ready to run.
     *
     * @throws CelEvaluationException when it can never have a value
     */
    CelRuntime.Program program(CelAbstractSyntaxTree checked) throws CelEvaluationException {
        return runtime.createProgram(checked);
    }

    /** Collects the names of all functions and operators that a parsed expression calls. */
    private static final class Called extends CelExprVisitor {
        private final Set<String> names = new HashSet<>();

        static Set<String> in(CelAbstractSyntaxTree tree) {
            Called called = new Called();
            called.visit(tree);
            return called.names;
        }

        @Override
        protected void visit(CelExpr expression, CelCall call) {
            names.add(call.function());
            super.visit(expression, call);
        }
    }
}
