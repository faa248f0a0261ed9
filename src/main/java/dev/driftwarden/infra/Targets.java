package dev.driftwarden.infra;

import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.resource.ResourceType;
import dev.driftwarden.rule.load.FixSpec.Step;
import dev.driftwarden.rule.load.ReadSpec;
import dev.driftwarden.rule.load.RuleDefinition;
import dev.driftwarden.rule.load.Template;
import dev.driftwarden.rule.load.Template.Literal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Tells the type of what a rule reads or writes from the address as its file says it, before anything is computed. */
final class Targets {
    /** Stands for every computed piece; the directory tells ids from collections by their form. */
    private static final String ANY = "00000000-0000-0000-0000-000000000000";

    private static final String SUBSCRIPTION = "/subscriptions/" + ANY;
    private static final String PROVIDERS = "/providers/";

    private Targets() {}

    /**
     * The type of what a step writes to.
     *
     * @return several when the rule judges several types; empty when the address is wholly computed from something of which
     *     the rule does not say the type
     */
    static List<ResourceType> of(RuleDefinition rule, Step step) {
        Template target = step.target();
        if (target == null) {
            return rule.types();
        }
        List<ResourceType> types = of(rule, target);
        return types.isEmpty() ? members(rule, step) : types;
    }

    static List<ResourceType> of(RuleDefinition rule, ReadSpec read) {
        return of(rule, read.target());
    }

    private static List<ResourceType> of(RuleDefinition rule, Template target) {
        String path = path(target);
        int providers = path.lastIndexOf(PROVIDERS);
        if (path.startsWith("/graph/")) {
            return parsed(path).stream().toList();
        }
        if (providers >= 0) {
            return parsed(SUBSCRIPTION + path.substring(providers)).stream().toList();
        }
        if (path.startsWith("/")) {
            return parsed(path).stream().toList();
        }
        if (path.startsWith(ANY)) {
            return List.of();
        }
        return rule.types().stream()
                .flatMap(type -> parsed(idOf(type) + "/" + path).stream())
                .toList();
    }

    /**
     * Whether a PUT may find nothing to replace, so that its undo is to delete. What bears a fixed name, such as {@code default},
     * is always there, and Azure knows no action to delete it; unless the name is one of our own. The judged resource itself is
     * made anew only by rules that judge absence.
     */
    static boolean mayCreate(RuleDefinition rule, Step step) {
        if (step.target() == null) {
            return rule.judgesAbsent();
        }
        if (step.before() == null) {
            return false;
        }
        String path = path(step.target());
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.contains(ANY)
                || name.startsWith("driftwarden")
                || step.before().text().strip().equals("null");
    }

    private static Optional<ResourceType> parsed(String path) {
        return ResourceId.tryParse(path).map(ResourceId::type);
    }

    private static String path(Template target) {
        return target.parts().stream()
                .map(part -> part instanceof Literal literal ? literal.text() : ANY)
                .collect(Collectors.joining());
    }

    private static String idOf(ResourceType type) {
        String types = type.name().substring(type.provider().length() + 1);
        return Arrays.stream(types.split("/"))
                .map(segment -> "/" + segment + "/" + ANY)
                .collect(Collectors.joining("", SUBSCRIPTION + PROVIDERS + type.provider(), ""));
    }

    /** For a step that is done once for each member of a list that was read: the type of that list's members. */
    private static List<ResourceType> members(RuleDefinition rule, Step step) {
        if (step.forEach() == null) {
            return List.of();
        }
        String source = expanded(rule, step.forEach().text());
        return rule.reads().stream()
                .filter(read -> names(source, read.name()))
                .flatMap(read -> of(rule, read).stream())
                .distinct()
                .toList();
    }

    /** An expression with the named expressions that it uses, one after the other. */
    private static String expanded(RuleDefinition rule, String expression) {
        StringBuilder all = new StringBuilder(expression);
        rule.lets().forEach((name, let) -> {
            if (names(expression, name)) {
                all.append(' ').append(let.text());
            }
        });
        return all.toString();
    }

    private static boolean names(String expression, String name) {
        return Pattern.compile("\\b" + Pattern.quote(name) + "\\b")
                .matcher(expression)
                .find();
    }
}
