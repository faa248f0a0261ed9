package dev.driftwarden.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.plan.Fix;
import dev.driftwarden.plan.Operation;
import dev.driftwarden.rule.Evidence;
import dev.driftwarden.rule.Judgement;
import java.util.List;

/** One judgement as the JSON that other programs build on. The names in it are public. */
public final class ResultJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ResultJson() {}

    public static ObjectNode of(Judgement judgement) {
        ObjectNode result = JSON.objectNode();
        result.put("resource", judgement.resource().path());
        result.put("type", judgement.type().name());
        result.put("rule", judgement.rule().id());
        result.put("verdict", judgement.verdict().toString());
        result.put("severity", judgement.severity().toString());
        result.put("message", message(judgement));
        result.set("evidence", evidence(judgement.evidence()));
        result.set("fix", judgement.fix() == null ? NullNode.instance : fix(judgement.fix()));
        return result;
    }

    /** The message with its notes behind it, for formats that have one text for both. */
    static String message(Judgement judgement) {
        StringBuilder text = new StringBuilder(judgement.message());
        judgement.notes().forEach(note -> text.append(" (").append(note).append(')'));
        return text.toString();
    }

    private static ArrayNode evidence(List<Evidence> seen) {
        ArrayNode all = JSON.arrayNode();
        seen.forEach(one -> all.addObject().put("path", one.path()).set("value", orNull(one.value())));
        return all;
    }

    private static ObjectNode fix(Fix fix) {
        ObjectNode all = JSON.objectNode();
        all.set("operations", operations(fix.operations()));
        all.put("breaks", fix.breaks());
        all.set("undo", operations(fix.undo()));
        all.put("undoNote", fix.undoNote());
        return all;
    }

    public static ArrayNode operations(List<Operation> operations) {
        ArrayNode all = JSON.arrayNode();
        operations.forEach(operation -> all.add(operation(operation)));
        return all;
    }

    private static ObjectNode operation(Operation operation) {
        ObjectNode one = JSON.objectNode();
        one.put("method", operation.method().name());
        one.put("target", operation.target().path());
        one.put("apiVersion", operation.apiVersion());
        one.set("body", operation.body() == null ? NullNode.instance : operation.body());
        return one;
    }

    private static JsonNode orNull(JsonNode value) {
        return value.isMissingNode() ? NullNode.instance : value;
    }
}
