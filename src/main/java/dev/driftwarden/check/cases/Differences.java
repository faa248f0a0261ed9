package dev.driftwarden.check.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.check.ResultJson;
import dev.driftwarden.rule.Evidence;
import dev.driftwarden.rule.Judgement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares a judgement with what a case expects. */
final class Differences {
    private final Expectation expected;
    private final Judgement judgement;
    private final List<String> found = new ArrayList<>();

    private Differences(Expectation expected, Judgement judgement) {
        this.expected = expected;
        this.judgement = judgement;
    }

    static List<String> between(Expectation expected, Judgement judgement) {
        Differences differences = new Differences(expected, judgement);
        differences.compareVerdict();
        differences.compareMessage();
        differences.compareEvidence();
        differences.compareFix();
        return differences.found;
    }

    private void compareVerdict() {
        if (expected.verdict() != judgement.verdict()) {
            found.add("verdict: expected " + expected.verdict() + ", got " + judgement.verdict() + " (" + message()
                    + ")");
        }
        expected.severity()
                .filter(wanted -> wanted != judgement.severity())
                .ifPresent(wanted -> found.add("severity: expected " + wanted + ", got " + judgement.severity()));
    }

    private String message() {
        String notes = String.join("; ", judgement.notes());
        return judgement.message() + (notes.isEmpty() ? "" : " [" + notes + "]");
    }

    private void compareMessage() {
        for (String part : expected.messageContains()) {
            if (!message().contains(part)) {
                found.add("message: expected it to contain '" + part + "', got '" + message() + "'");
            }
        }
    }

    private void compareEvidence() {
        expected.evidence().forEach((path, wanted) -> {
            List<JsonNode> seen = judgement.evidence().stream()
                    .filter(e -> e.path().equals(path))
                    .map(Evidence::value)
                    .toList();
            if (seen.stream().noneMatch(value -> SameJson.same(wanted, orNull(value)))) {
                found.add("evidence " + path + ": expected " + wanted + ", got " + seen);
            }
        });
    }

    private static JsonNode orNull(JsonNode value) {
        return value.isMissingNode() ? NullNode.instance : value;
    }

    private void compareFix() {
        var fix = judgement.fix();
        ArrayNode none = JsonNodeFactory.instance.arrayNode();
        compare("fix", expected.fix().orElse(null), fix == null ? none : ResultJson.operations(fix.operations()));
        compare("undo", expected.undo().orElse(null), fix == null ? none : ResultJson.operations(fix.undo()));
    }

    private void compare(String what, @Nullable JsonNode wanted, JsonNode actual) {
        if (wanted == null) {
            if (!actual.isEmpty()) {
                found.add(what + ": not stated in the case, but the rule proposes " + actual);
            }
            return;
        }
        JsonNode whole = withTargets(wanted);
        if (!SameJson.same(whole, actual)) {
            found.add(what + ": expected " + whole + ", got " + actual);
        }
    }

    private JsonNode withTargets(JsonNode operations) {
        JsonNode copy = operations.deepCopy();
        for (JsonNode operation : copy) {
            if (operation instanceof ObjectNode object && !object.has("target")) {
                object.put("target", judgement.resource().path());
            }
        }
        return copy;
    }
}
