package dev.driftwarden.check.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.Severity;
import dev.driftwarden.rule.Verdict;
import dev.driftwarden.world.recorded.BadInputException;
import dev.driftwarden.world.recorded.Document;
import dev.driftwarden.world.recorded.Place;
import dev.driftwarden.world.recorded.RecordedWorld;
import dev.driftwarden.world.recorded.WorldRecorder;
import dev.driftwarden.yaml.Field;
import dev.driftwarden.yaml.Fields;
import dev.driftwarden.yaml.Issues;
import dev.driftwarden.yaml.YamlFile;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a case file:
 *
 * <pre>{@code
 * world:
 *   - id: /subscriptions/…/storageAccounts/stcontoso
 *     properties: { supportsHttpsTrafficOnly: false }
 * now: 2026-01-01T00:00:00Z      # the moment at which it is judged; this one unless stated
 * params: { ports: [22] }       # parameters of the rule, only where they differ from the defaults
 * subject: /subscriptions/…      # only when the world holds several objects of the rule's type
 * expect:
 *   verdict: fail
 *   severity: high
 *   message-contains: HTTP
 *   evidence: { properties.supportsHttpsTrafficOnly: false }
 *   fix: [ { method: PATCH, apiVersion: "2023-05-01", body: { … } } ]   # target: the subject unless stated
 *   undo: [ { method: PATCH, apiVersion: "2023-05-01", body: { … } } ]   # or none, as for fix
 * }</pre>
 */
public final class CaseReader {
    private final String name;

    private CaseReader(String name) {
        this.name = name;
    }

    /** The case, or empty when the text is wrong; every mistake is then an issue. */
    public static Optional<RuleCase> read(String ruleId, Path file, String text, Issues issues) {
        String name = file.toString();
        Optional<RuleCase> read = YamlFile.parse(name, text, issues)
                .map(node -> Fields.of(node, issues))
                .flatMap(fields -> new CaseReader(name).read(ruleId, file, fields));
        return issues.isEmpty() ? read : Optional.empty();
    }

    private Optional<RuleCase> read(String ruleId, Path file, Fields fields) {
        fields.optional("about").text();
        Instant now = now(fields.optional("now"));
        Map<String, JsonNode> params = values(fields.optional("params"));
        Optional<RecordedWorld> world = world(fields.required("world"));
        Optional<ResourceId> subject = subject(fields.optional("subject"));
        Optional<Expectation> expected = expectation(fields.required("expect").fields());
        fields.end();
        return world.isEmpty() || expected.isEmpty()
                ? Optional.empty()
                : Optional.of(new RuleCase(ruleId, file, now, params, world.get(), subject, expected.get()));
    }

    private Optional<RecordedWorld> world(Field field) {
        ArrayNode entries = JsonNodeFactory.instance.arrayNode();
        IdentityHashMap<JsonNode, Place> places = new IdentityHashMap<>();
        field.items()
                .forEach(item -> item.json().ifPresent(entry -> {
                    entries.add(entry);
                    places.put(
                            entry,
                            new Place(name, item.place().line(), item.place().column()));
                }));
        try {
            WorldRecorder recorder = new WorldRecorder();
            recorder.add(new Document(name, entries, places));
            return Optional.of(recorder.world());
        } catch (BadInputException e) {
            field.report(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static Optional<ResourceId> subject(Field field) {
        Optional<ResourceId> id = field.text().flatMap(ResourceId::tryParse);
        if (field.present() && id.isEmpty()) {
            field.report("this is not a usable resource id");
        }
        return id;
    }

    private static Optional<Expectation> expectation(Fields fields) {
        Optional<Verdict> verdict = fields.required("verdict").oneOf(Verdict.class);
        Optional<Severity> severity = fields.optional("severity").oneOf(Severity.class);
        var message = fields.optional("message-contains").oneOrMore().stream()
                .flatMap(part -> part.text().stream())
                .toList();
        Map<String, JsonNode> evidence = values(fields.optional("evidence"));
        Optional<JsonNode> fix = operations(fields.optional("fix"));
        Optional<JsonNode> undo = operations(fields.optional("undo"));
        fields.end();
        return verdict.map(v -> new Expectation(v, severity, message, evidence, fix, undo));
    }

    private static Instant now(Field field) {
        Optional<String> text = field.text();
        try {
            return text.map(Instant::parse).orElse(RuleCase.USUAL_NOW);
        } catch (DateTimeParseException e) {
            field.report("this is not a moment such as 2026-01-01T00:00:00Z");
            return RuleCase.USUAL_NOW;
        }
    }

    private static Map<String, JsonNode> values(Field field) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        field.entries().forEach(entry -> values.put(entry.name(), entry.json().orElse(NullNode.instance)));
        return values;
    }

    private static Optional<JsonNode> operations(Field field) {
        if (!field.present()) {
            return Optional.empty();
        }
        ArrayNode operations = JsonNodeFactory.instance.arrayNode();
        if (field.json().filter(json -> json.asText().equals("none")).isPresent()) {
            return Optional.of(operations);
        }
        for (Field item : field.items()) {
            Fields operation = item.fields();
            var one = operations.addObject();
            operation.required("method").text().ifPresent(method -> one.put("method", method));
            operation.optional("target").text().ifPresent(target -> one.put("target", target));
            operation.required("apiVersion").text().ifPresent(version -> one.put("apiVersion", version));
            one.set("body", operation.optional("body").json().orElse(NullNode.instance));
            operation.end();
        }
        return Optional.of(operations);
    }
}
