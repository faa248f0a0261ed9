package dev.driftwarden.rule.book;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.plan.Fix;
import dev.driftwarden.plan.Operation;
import dev.driftwarden.plan.Operation.Method;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.cel.EvaluationException;
import dev.driftwarden.rule.cel.Json;
import dev.driftwarden.rule.load.Body;
import dev.driftwarden.rule.load.Condition;
import dev.driftwarden.rule.load.Expression;
import dev.driftwarden.rule.load.FixSpec;
import dev.driftwarden.rule.load.FixSpec.Given;
import dev.driftwarden.rule.load.FixSpec.Restore;
import dev.driftwarden.rule.load.FixSpec.Step;
import dev.driftwarden.rule.load.Template;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Computes what a rule proposes for one finding, and how it would be undone. */
final class FixMaker {
    private final Scope scope;
    private final CompiledRule rule;
    private final List<Operation> undo = new ArrayList<>();
    private final Set<String> undoNotes = new LinkedHashSet<>();

    FixMaker(Scope scope) {
        this.scope = scope;
        this.rule = scope.rule();
    }

    /** Empty when the rule has no fix, or none that can be computed here; the scope's notes then say why. */
    Optional<Fix> fix() {
        FixSpec spec = rule.definition().fix();
        if (spec == null) {
            return Optional.empty();
        }
        try {
            Optional<String> blocked = blocked(spec);
            blocked.ifPresent(reason -> scope.note("No fix is proposed: " + reason));
            return blocked.isPresent() ? Optional.empty() : made(spec);
        } catch (EvaluationException e) {
            scope.note("No fix could be computed: " + e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<String> blocked(FixSpec spec) {
        for (Condition condition : spec.unless()) {
            if (scope.holds(condition.when())) {
                return Optional.of(text(condition.because()));
            }
        }
        return Optional.empty();
    }

    private Optional<Fix> made(FixSpec spec) {
        List<Operation> operations = operations(spec.steps(), spec.undo() instanceof Restore);
        if (operations.isEmpty()) {
            scope.note("No fix is proposed: nothing in the rule's fix applies here.");
            return Optional.empty();
        }
        if (spec.undo() instanceof Given given) {
            undo.addAll(operations(given.steps(), false));
        } else {
            Collections.reverse(undo);
        }
        Template note = spec.undo().note();
        if (note != null) {
            undoNotes.add(text(note));
        }
        Expression firstStep = spec.firstStep();
        return Optional.of(new Fix(
                operations,
                rule.reliesOn(spec.reliesOn()),
                text(spec.breaks()),
                undo,
                String.join(" ", undoNotes),
                firstStep != null && scope.holds(firstStep)));
    }

    private List<Operation> operations(List<Step> steps, boolean restorable) {
        List<Operation> operations = new ArrayList<>();
        for (Step step : steps) {
            Expression each = step.forEach();
            if (each == null) {
                add(step, operations, restorable);
                continue;
            }
            for (Object item : scope.list(each)) {
                scope.with("item", item, () -> add(step, operations, restorable));
            }
        }
        return operations;
    }

    private boolean add(Step step, List<Operation> operations, boolean restorable) {
        if (step.when() != null && !scope.holds(step.when())) {
            return false;
        }
        @Nullable JsonNode body = step.body() == null ? null : json(step.body());
        Operation operation = new Operation(step.method(), target(step), version(step), body);
        if (restorable && step.method() == Method.POST) {
            undoNotes.add("What is created here has to be deleted by hand; its id is only known afterwards.");
        } else if (restorable) {
            undo.add(new Restoration(rule, undoNotes).of(operation, before(step)));
        }
        return operations.add(operation);
    }

    private ResourceId target(Step step) {
        ResourceId target = step.target() == null ? scope.subject() : Targets.id(scope, step.target());
        return step.action().isEmpty() ? target : target.resolve(step.action());
    }

    /** That of the judged type, unless the step or the rule as a whole has one. */
    private String version(Step step) {
        return step.apiVersion().isEmpty()
                ? rule.definition().apiVersion(scope.subject().type())
                : step.apiVersion();
    }

    private JsonNode before(Step step) {
        Expression before = step.before();
        Object value = before == null ? scope.value("resource") : scope.evaluate(before);
        return Json.node(value);
    }

    private String text(Template template) {
        return Targets.text(scope, template, UnaryOperator.identity()).strip().replaceAll("\\s+", " ");
    }

    private JsonNode json(Body body) {
        if (body instanceof Body.Constant constant) {
            return constant.value();
        }
        if (body instanceof Body.Computed computed) {
            return Json.node(scope.evaluate(computed.expression()));
        }
        if (body instanceof Body.Text text) {
            return JsonNodeFactory.instance.textNode(Targets.text(scope, text.template(), UnaryOperator.identity()));
        }
        if (body instanceof Body.Items items) {
            return JsonNodeFactory.instance
                    .arrayNode()
                    .addAll(items.items().stream().map(this::json).collect(Collectors.toList()));
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        ((Body.Members) body).members().forEach((key, value) -> object.set(key, json(value)));
        return object;
    }
}
