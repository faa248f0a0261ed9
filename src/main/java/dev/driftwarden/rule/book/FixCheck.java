package dev.driftwarden.rule.book;

import dev.driftwarden.plan.Operation.Method;
import dev.driftwarden.rule.load.Body.Members;
import dev.driftwarden.rule.load.FixSpec;
import dev.driftwarden.rule.load.FixSpec.Restore;
import dev.driftwarden.rule.load.FixSpec.Step;
import dev.driftwarden.yaml.Issues;
import dev.driftwarden.yaml.Place;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Refuses fixes that write what the rule never looked at, or whose undo could not be computed. */
final class FixCheck {
    private final CompiledRule rule;
    private final Issues issues;

    private FixCheck(CompiledRule rule, Issues issues) {
        this.rule = rule;
        this.issues = issues;
    }

    static void check(CompiledRule rule, Issues issues) {
        @Nullable FixSpec fix = rule.definition().fix();
        if (fix == null) {
            return;
        }
        FixCheck check = new FixCheck(rule, issues);
        fix.steps().forEach(step -> check.step(step, fix.undo() instanceof Restore));
        if (rule.reliesOn(fix.reliesOn()).isEmpty()) {
            issues.add(fix.place(), "say in 'relies-on' which values of the resource the fix was computed from");
        }
    }

    private void step(Step step, boolean restored) {
        if (restored && !step.action().isEmpty()) {
            issues.add(
                    step.place(),
                    "an action cannot be restored: give 'undo' its own write, or 'none' with an 'undo-note'");
        }
        if (restored && step.method() != Method.POST && step.target() != null && step.before() == null) {
            issues.add(step.place(), "to restore something else than the resource, 'before' must say what it was");
        }
        boolean ownBody = step.target() == null && step.method() == Method.PATCH;
        if (ownBody && step.body() instanceof Members members) {
            members(members, rule.definition().type().isGraph() ? "properties" : "");
        }
    }

    private void members(Members members, String owner) {
        members.members().forEach((key, value) -> {
            String path = owner.isEmpty() ? key : owner + "." + key;
            if (value instanceof Members inner && !inner.members().isEmpty()) {
                members(inner, path);
            } else {
                leaf(path, members.places().get(key));
            }
        });
    }

    private void leaf(String path, @Nullable Place place) {
        Set<String> read = rule.decidingPaths();
        if (place != null && read.stream().noneMatch(known -> CompiledRule.overlap(path, known))) {
            issues.add(place, "the fix writes '" + path + "', which neither 'fail' nor 'applies' looks at");
        }
    }
}
