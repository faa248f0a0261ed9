package dev.driftwarden.rule.book;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.driftwarden.plan.Fix;
import dev.driftwarden.rule.Evidence;
import dev.driftwarden.rule.GuardResult;
import dev.driftwarden.rule.Judgement;
import dev.driftwarden.rule.RuleInfo;
import dev.driftwarden.rule.Severity;
import dev.driftwarden.rule.Verdict;
import dev.driftwarden.rule.cel.Compiled;
import dev.driftwarden.rule.cel.EvaluationException;
import dev.driftwarden.rule.cel.Json;
import dev.driftwarden.rule.load.Condition;
import dev.driftwarden.rule.load.EvidenceSpec;
import dev.driftwarden.rule.load.Expression;
import dev.driftwarden.rule.load.RuleDefinition;
import dev.driftwarden.rule.load.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Judges one resource by one rule. */
final class Judge {
    private final RuleInfo info;
    private final CompiledRule rule;
    private final RuleDefinition definition;
    private final Scope scope;
    private final @Nullable JsonNode body;

    Judge(RuleInfo info, CompiledRule rule, Scope scope, @Nullable JsonNode body) {
        this.info = info;
        this.rule = rule;
        this.definition = rule.definition();
        this.scope = scope;
        this.body = body;
    }

    Judgement judge() {
        try {
            Optional<String> skipped = reasonToSkip();
            if (skipped.isPresent()) {
                return without(Verdict.SKIP, skipped.get(), false);
            }
            return rule.fail().holds(scope) ? failed() : passed();
        } catch (EvaluationException e) {
            return without(Verdict.ERROR, "It cannot be told: " + e.getMessage(), e.retryable());
        }
    }

    /** The verdict alone: nothing is read for messages, evidence or a fix. */
    Verdict verdict() {
        try {
            if (reasonToSkip().isPresent()) {
                return Verdict.SKIP;
            }
            return rule.fail().holds(scope) ? Verdict.FAIL : Verdict.PASS;
        } catch (EvaluationException e) {
            return Verdict.ERROR;
        }
    }

    private Optional<String> reasonToSkip() {
        List<Compiled> applies = rule.applies();
        for (int i = 0; i < applies.size(); i++) {
            if (!applies.get(i).holds(scope)) {
                return Optional.of(text(definition.applies().get(i).because()));
            }
        }
        return Optional.empty();
    }

    private Judgement passed() {
        addNotes();
        return judgement(Verdict.PASS, info.severity(), "", evidence(false), null, List.of(), false);
    }

    private Judgement failed() {
        Severity severity = severity();
        String message = text(definition.message());
        List<Evidence> evidence = evidence(true);
        addNotes();
        @Nullable Fix fix = new FixMaker(scope).fix().orElse(null);
        List<GuardResult> guards = fix == null ? List.of() : new Guards(scope).check();
        if (fix == null && definition.ticket() != null) {
            scope.note(text(definition.ticket()));
        }
        return judgement(Verdict.FAIL, severity, message, evidence, fix, guards, false);
    }

    private Judgement without(Verdict verdict, String message, boolean retryable) {
        return judgement(verdict, info.severity(), message, evidence(false), null, List.of(), retryable);
    }

    private Judgement judgement(
            Verdict verdict,
            Severity severity,
            String message,
            List<Evidence> evidence,
            @Nullable Fix fix,
            List<GuardResult> guards,
            boolean retryable) {
        return new Judgement(
                info,
                scope.subject(),
                scope.subject().type(),
                verdict,
                severity,
                message,
                evidence,
                fix,
                guards,
                scope.notes(),
                retryable,
                body);
    }

    private Severity severity() {
        Expression grade = definition.grade();
        if (grade == null) {
            return info.severity();
        }
        try {
            String level = Json.text(scope.evaluate(grade));
            return List.of(Severity.values()).stream()
                    .filter(severity -> severity.toString().equals(level))
                    .findFirst()
                    .orElseThrow(() -> new EvaluationException("'" + level + "' is no severity", false));
        } catch (EvaluationException e) {
            scope.note("The severity is the gravest possible, because it cannot be told: " + e.getMessage());
            return info.severity();
        }
    }

    private void addNotes() {
        for (Condition note : definition.notes()) {
            try {
                if (scope.holds(note.when())) {
                    scope.note(text(note.because()));
                }
            } catch (EvaluationException e) {
                scope.note("A remark could not be made: " + e.getMessage());
            }
        }
    }

    /** Never fails: a piece that cannot be told is shown as such. */
    private String text(Template template) {
        StringBuilder text = new StringBuilder();
        for (Template.Part part : template.parts()) {
            text.append(part instanceof Template.Computed computed ? piece(computed.expression()) : literal(part));
        }
        return text.toString().strip().replaceAll("\\s+", " ");
    }

    private static String literal(Template.Part part) {
        return ((Template.Literal) part).text();
    }

    private String piece(Expression expression) {
        try {
            return Json.text(scope.evaluate(expression));
        } catch (EvaluationException e) {
            return "(unknown)";
        }
    }

    /** Computed values may need further reads, so they are only shown where there is something to explain. */
    private List<Evidence> evidence(boolean computed) {
        List<Evidence> seen = new ArrayList<>(definition.evidence().size());
        for (EvidenceSpec spec : definition.evidence()) {
            Expression value = spec.value();
            if (value == null) {
                seen.add(new Evidence(spec.label(), at(spec.label())));
            } else if (computed) {
                seen.add(new Evidence(spec.label(), Json.node(evaluated(value))));
            }
        }
        return seen;
    }

    private Object evaluated(Expression value) {
        try {
            return scope.evaluate(value);
        } catch (EvaluationException e) {
            return "(unknown: " + e.getMessage() + ")";
        }
    }

    private JsonNode at(String path) {
        JsonNode node = body == null ? MissingNode.getInstance() : body;
        for (String step : path.split("\\.")) {
            node = node.path(step);
        }
        return node;
    }
}
