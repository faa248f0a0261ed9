package dev.driftwarden.infra;

import dev.driftwarden.plan.Operation.Method;
import dev.driftwarden.resource.ResourceType;
import dev.driftwarden.rule.load.FixSpec;
import dev.driftwarden.rule.load.FixSpec.Given;
import dev.driftwarden.rule.load.FixSpec.Restore;
import dev.driftwarden.rule.load.FixSpec.Step;
import dev.driftwarden.rule.load.ReadSpec;
import dev.driftwarden.rule.load.RuleDefinition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one rule needs of Azure and of the directory.
 *
 * @param providers whose resources it reads
 * @param reads the actions by which it reads them; what its fix writes to is read before, for the undo
 * @param actions that its fix and the undo of it need
 * @param graphReads permissions of Microsoft Graph to judge
 * @param graphWrites permissions of Microsoft Graph to fix and to undo
 * @param unknown addresses of which the rule does not say the type; no role can be made for them
 */
public record RuleNeeds(
        String rule,
        String family,
        Set<String> providers,
        Set<String> reads,
        Set<String> actions,
        Set<String> graphReads,
        Set<String> graphWrites,
        List<String> unknown) {

    public static RuleNeeds of(RuleDefinition rule) {
        RuleNeeds needs = new RuleNeeds(
                rule.id(), rule.service(), names(), names(), names(), names(), names(), new ArrayList<>());
        rule.types().forEach(needs::read);
        for (ReadSpec read : rule.reads()) {
            Targets.of(rule, read).forEach(needs::read);
        }
        if (rule.fix() != null) {
            needs.fix(rule, rule.fix());
        }
        LinkedActions.add(needs.actions);
        return needs;
    }

    /** The actions that the generated roles give; the others are withheld or belong to the tenant. */
    public Set<String> grantable() {
        Set<String> given = names();
        actions.stream().filter(Roles::isGiven).forEach(given::add);
        return given;
    }

    /** Names in one order whatever their case, so that what is generated does not depend on the order of rules. */
    static Set<String> names() {
        return new TreeSet<>(Comparator.<String, String>comparing(name -> name.toLowerCase(Locale.ROOT))
                .thenComparing(Comparator.naturalOrder()));
    }

    private void read(ResourceType type) {
        if (ofGraph(type)) {
            graphReads.add(GraphPermissions.read(type));
        } else {
            providers.add(type.provider());
            boolean known = type.name().contains("/");
            reads.add((known ? type.name() : type.name() + "/any") + "/read");
        }
    }

    /** With a computed collection nothing is left of the type but the provider. */
    private static boolean ofGraph(ResourceType type) {
        return type.provider().equalsIgnoreCase("Microsoft.Graph");
    }

    private void fix(RuleDefinition rule, FixSpec fix) {
        for (Step step : fix.steps()) {
            step(rule, step, step.method());
            if (fix.undo() instanceof Restore) {
                restore(rule, step);
            }
        }
        if (fix.undo() instanceof Given given) {
            given.steps().forEach(step -> step(rule, step, step.method()));
        }
    }

    /** What was there is put back; what a PUT created is deleted. */
    private void restore(RuleDefinition rule, Step step) {
        if (step.method() == Method.DELETE) {
            step(rule, step, Method.PUT);
        } else if (step.method() == Method.PUT && Targets.mayCreate(rule, step)) {
            step(rule, step, Method.DELETE);
        }
    }

    private void step(RuleDefinition rule, Step step, Method method) {
        List<ResourceType> types = Targets.of(rule, step);
        if (types.isEmpty()) {
            unknown.add(rule.id() + ": " + step.place());
        }
        types.forEach(type -> write(type, method, step.action()));
        if (method != Method.POST) {
            types.forEach(this::read);
        }
    }

    private void write(ResourceType type, Method method, String action) {
        if (ofGraph(type)) {
            GraphPermissions.addWrite(type, graphWrites);
            return;
        }
        switch (method) {
            case PUT, PATCH -> actions.add(type.name() + "/write");
            case DELETE -> actions.add(type.name() + "/delete");
            case POST -> actions.add(type.name() + (action.isEmpty() ? "" : "/" + action) + "/action");
        }
    }
}
