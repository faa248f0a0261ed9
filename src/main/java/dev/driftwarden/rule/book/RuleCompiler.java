package dev.driftwarden.rule.book;

import dev.driftwarden.rule.cel.Compiled;
import dev.driftwarden.rule.cel.Compiler;
import dev.driftwarden.rule.cel.ValueType;
import dev.driftwarden.rule.load.Condition;
import dev.driftwarden.rule.load.EvidenceSpec;
import dev.driftwarden.rule.load.Expression;
import dev.driftwarden.rule.load.FixSpec;
import dev.driftwarden.rule.load.FixSpec.Given;
import dev.driftwarden.rule.load.FixSpec.Step;
import dev.driftwarden.rule.load.GuardSpec;
import dev.driftwarden.rule.load.ReadSpec;
import dev.driftwarden.rule.load.RuleDefinition;
import dev.driftwarden.rule.load.Template;
import dev.driftwarden.yaml.Issues;
import dev.driftwarden.yaml.Names;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compiles all expressions of one rule and reports each mistake at its place in the file. */
final class RuleCompiler {
    private static final Map<String, ValueType> ALWAYS = Map.of(
            "resource", ValueType.ANY,
            "id", ValueType.TEXT,
            "params", ValueType.ANY,
            "now", ValueType.MOMENT);

    private static final Pattern PARAMETER = Pattern.compile("\\bparams\\.(\\w+)");

    private final RuleDefinition rule;
    private final Issues issues;
    private final IdentityHashMap<Expression, Compiled> compiled = new IdentityHashMap<>();
    private Compiler scope;

    private RuleCompiler(RuleDefinition rule, Compiler base, Issues issues) {
        this.rule = rule;
        this.issues = issues;
        Map<String, ValueType> variables = new LinkedHashMap<>(ALWAYS);
        rule.reads().forEach(read -> variables.put(read.name(), ValueType.ANY));
        this.scope = base.with(variables);
    }

    /** Empty when the rule has mistakes; they are then among the issues. */
    static Optional<CompiledRule> compile(RuleDefinition rule, Compiler base, Issues issues) {
        Issues own = new Issues();
        RuleCompiler compiler = new RuleCompiler(rule, base, own);
        compiler.compileAll();
        own.list().forEach(issue -> issues.add(issue.place(), issue.message()));
        if (!own.isEmpty()) {
            return Optional.empty();
        }
        CompiledRule done = new CompiledRule(rule, compiler.compiled);
        Issues shape = new Issues();
        FixCheck.check(done, shape);
        shape.list().forEach(issue -> issues.add(issue.place(), issue.message()));
        return shape.isEmpty() ? Optional.of(done) : Optional.empty();
    }

    private void compileAll() {
        checkNames();
        rule.lets().forEach(this::let);
        rule.reads().forEach(this::read);
        rule.applies().forEach(this::condition);
        compile(rule.fail(), ValueType.TRUTH, scope);
        template(rule.message(), scope);
        if (rule.grade() != null) {
            compile(rule.grade(), ValueType.TEXT, scope);
        }
        rule.evidence().forEach(this::evidence);
        rule.notes().forEach(this::condition);
        rule.guards().forEach(this::guard);
        fix(rule.fix());
        if (rule.ticket() != null) {
            template(rule.ticket(), scope);
        }
    }

    private void checkNames() {
        for (ReadSpec read : rule.reads()) {
            boolean taken = ALWAYS.containsKey(read.name()) || rule.lets().containsKey(read.name());
            if (taken || read.name().equals("item") || !read.name().matches("[a-z][A-Za-z0-9]*")) {
                issues.add(read.place(), "'" + read.name() + "' cannot name a read: it is taken or no plain name");
            }
        }
    }

    private void let(String name, Expression expression) {
        if (ALWAYS.containsKey(name) || name.equals("item")) {
            issues.add(expression.place(), "'" + name + "' cannot be given another value");
            return;
        }
        ValueType type = compile(expression, ValueType.ANY, scope);
        scope = scope.with(Map.of(name, type));
    }

    private void read(ReadSpec read) {
        if (read.forEach() != null) {
            compile(read.forEach(), ValueType.LIST, scope);
        }
        Compiler inner = read.forEach() == null ? scope : withItem();
        template(read.target(), inner);
        read.query().values().forEach(value -> template(value, inner));
    }

    private Compiler withItem() {
        return scope.with(Map.of("item", ValueType.ANY));
    }

    private void evidence(EvidenceSpec evidence) {
        if (evidence.value() != null) {
            compile(evidence.value(), ValueType.ANY, scope);
        }
    }

    private void condition(Condition condition) {
        condition(condition, scope);
    }

    private void condition(Condition condition, Compiler inner) {
        compile(condition.when(), ValueType.TRUTH, inner);
        template(condition.because(), inner);
    }

    private void guard(GuardSpec guard) {
        var guarded = guard.metric() == null ? scope : scope.with(Map.of("value", ValueType.NUMBER));
        condition(guard.condition(), guarded);
        if (guard.otherwise() != null) {
            template(guard.otherwise(), guarded);
        }
    }

    private void fix(@Nullable FixSpec fix) {
        if (fix == null) {
            return;
        }
        fix.unless().forEach(this::condition);
        fix.steps().forEach(this::step);
        template(fix.breaks(), scope);
        if (fix.firstStep() != null) {
            compile(fix.firstStep(), ValueType.TRUTH, scope);
        }
        if (fix.undo().note() != null) {
            template(fix.undo().note(), scope);
        }
        if (fix.undo() instanceof Given given) {
            given.steps().forEach(this::step);
        }
    }

    private void step(Step step) {
        if (step.forEach() != null) {
            compile(step.forEach(), ValueType.LIST, scope);
        }
        Compiler inner = step.forEach() == null ? scope : withItem();
        if (step.when() != null) {
            compile(step.when(), ValueType.TRUTH, inner);
        }
        step.values().forEach(expression -> compile(expression, ValueType.ANY, inner));
    }

    private void template(Template template, Compiler inner) {
        template.expressions().forEach(expression -> compile(expression, ValueType.ANY, inner));
    }

    private ValueType compile(Expression expression, ValueType wanted, Compiler inner) {
        checkParams(expression);
        Compiler.Outcome outcome = inner.compile(expression.text(), wanted);
        outcome.problems().forEach(problem -> issues.add(expression.at(problem.offset()), problem.message()));
        Compiled done = outcome.compiled();
        if (done == null) {
            return ValueType.ANY;
        }
        compiled.put(expression, done);
        return done.type();
    }

    /** Found in the text, so that it is reported also when the expression has other mistakes. */
    private void checkParams(Expression expression) {
        Matcher use = PARAMETER.matcher(expression.text());
        while (use.find()) {
            if (!rule.params().containsKey(use.group(1))) {
                issues.add(
                        expression.at(use.start(1)),
                        "the rule has no parameter '" + use.group(1) + "'"
                                + Names.suggestion(use.group(1), rule.params().keySet()));
            }
        }
    }
}
