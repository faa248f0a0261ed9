package dev.driftwarden.rule.book;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.resource.ResourceType;
import dev.driftwarden.rule.RuleInfo;
import dev.driftwarden.rule.cel.Compiler;
import dev.driftwarden.rule.cel.EvaluationException;
import dev.driftwarden.rule.cel.Json;
import dev.driftwarden.rule.load.RuleDefinition;
import dev.driftwarden.rule.load.RuleFile;
import dev.driftwarden.rule.load.Trigger;
import dev.driftwarden.yaml.Issues;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A rule in the book: known at once, compiled when it is first used. Safe for many threads. */
final class RuleEntry {
    private final RuleDefinition definition;
    private final String hash;
    private final RuleInfo info;
    private final ObjectNode values;
    private final Object params;
    private final Supplier<Compiler> compiler;
    private volatile @Nullable CompiledRule compiled;

    RuleEntry(RuleDefinition definition, Map<String, JsonNode> overrides, Supplier<Compiler> compiler) {
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        values.setAll(definition.defaults());
        definition
                .params()
                .keySet()
                .forEach(name -> Optional.ofNullable(overrides.get(name)).ifPresent(v -> values.set(name, v)));
        this.definition = definition;
        this.values = values;
        this.params = Json.view(values, "params");
        this.compiler = compiler;
        this.hash = RuleFile.hash(definition.fingerprint() + values);
        this.info = info(definition, definition.type(), hash);
    }

    private static RuleInfo info(RuleDefinition rule, ResourceType type, String version) {
        List<String> operations =
                rule.triggers().stream().map(Trigger::operation).distinct().toList();
        return new RuleInfo(
                rule.id(),
                version,
                rule.title(),
                rule.service(),
                rule.severity(),
                type,
                rule.apiVersion(type),
                operations,
                rule.mode(),
                rule.controls());
    }

    RuleDefinition definition() {
        return definition;
    }

    RuleInfo info() {
        return info;
    }

    /** The same for one of the rule's types; what is not of them is taken for the main one. */
    RuleInfo info(ResourceType type) {
        return type.equals(definition.type()) || !definition.types().contains(type)
                ? info
                : info(definition, type, hash);
    }

    /** The rule's parameters; of those that are chosen only what it has counts. */
    Object params(Map<String, String> chosen) {
        if (chosen.isEmpty()) {
            return params;
        }
        ObjectNode changed = values.deepCopy();
        chosen.forEach((name, value) -> {
            if (values.has(name)) {
                changed.put(name, value);
            }
        });
        return Json.view(changed, "params");
    }

    /**
     * @throws EvaluationException when the rule has mistakes, which loading it with checks would have shown
     */
    CompiledRule compiled() {
        CompiledRule ready = compiled;
        if (ready == null) {
            Issues issues = new Issues();
            ready = check(issues)
                    .orElseThrow(() -> new EvaluationException("the rule has mistakes: " + issues.render(), false));
        }
        return ready;
    }

    /** Compiles the rule now; empty when it has mistakes, which are then among the issues. */
    synchronized Optional<CompiledRule> check(Issues issues) {
        if (compiled == null) {
            compiled = RuleCompiler.compile(definition, compiler.get(), issues).orElse(null);
        }
        return Optional.ofNullable(compiled);
    }
}
