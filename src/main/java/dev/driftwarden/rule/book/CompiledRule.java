package dev.driftwarden.rule.book;

import dev.driftwarden.rule.cel.Compiled;
import dev.driftwarden.rule.load.Expression;
import dev.driftwarden.rule.load.ReadSpec;
import dev.driftwarden.rule.load.RuleDefinition;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A rule whose expressions are ready. Immutable; safe for many threads. */
final class CompiledRule {
    private final RuleDefinition definition;
    private final IdentityHashMap<Expression, Compiled> expressions;
    private final Map<String, ReadSpec> reads;
    private final List<Compiled> applies;
    private final Compiled fail;
    private final Set<String> readPaths;
    private final Map<String, Object> defaults = new HashMap<>();

    CompiledRule(RuleDefinition definition, IdentityHashMap<Expression, Compiled> expressions) {
        this.definition = definition;
        this.expressions = expressions;
        this.reads =
                definition.reads().stream().collect(Collectors.toUnmodifiableMap(ReadSpec::name, Function.identity()));
        this.applies = definition.applies().stream()
                .map(condition -> get(condition.when()))
                .toList();
        this.fail = get(definition.fail());
        this.readPaths = new HashSet<>(fail.usage().pathsOf("resource"));
        applies.forEach(this::collect);
        definition.lets().values().forEach(let -> collect(get(let)));
        collect(fail);
    }

    private void collect(Compiled expression) {
        readPaths.addAll(expression.usage().pathsOf("resource"));
        defaults.putAll(expression.usage().defaults());
    }

    RuleDefinition definition() {
        return definition;
    }

    Compiled get(Expression expression) {
        Compiled compiled = expressions.get(expression);
        if (compiled == null) {
            throw new IllegalStateException("not compiled: " + expression.place());
        }
        return compiled;
    }

    List<Compiled> applies() {
        return applies;
    }

    Compiled fail() {
        return fail;
    }

    @Nullable
    ReadSpec read(String name) {
        return reads.get(name);
    }

    @Nullable
    Compiled let(String name) {
        Expression let = definition.lets().get(name);
        return let == null ? null : get(let);
    }

    /** The paths of the judged resource that decide the verdict; an empty path means all of it. */
    Set<String> decidingPaths() {
        return readPaths;
    }

    /** What the rule takes a missing value of this path of the resource for; null when it does not say. */
    @Nullable
    Object defaultOf(String path) {
        return defaults.get("resource." + path);
    }

    /** By path of the resource what the rule takes a missing value for; sorted. */
    Map<String, Object> readingsOfMissing() {
        Map<String, Object> readings = new TreeMap<>();
        defaults.forEach((path, value) -> {
            if (path.startsWith("resource.")) {
                readings.put(path.substring("resource.".length()), value);
            }
        });
        return readings;
    }

    /** The paths on which a fix relies: the author's, or else those that decide the verdict. */
    List<String> reliesOn(List<String> given) {
        return given.isEmpty()
                ? readPaths.stream().filter(path -> !path.isEmpty()).sorted().toList()
                : given;
    }

    static boolean overlap(String left, String right) {
        return left.isEmpty()
                || right.isEmpty()
                || (left + ".").startsWith(right + ".")
                || (right + ".").startsWith(left + ".");
    }
}
