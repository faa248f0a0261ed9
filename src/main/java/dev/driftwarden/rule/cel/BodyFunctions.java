package dev.driftwarden.rule.cel;

import static dev.driftwarden.rule.cel.FunctionTable.DYN;
import static dev.driftwarden.rule.cel.FunctionTable.OBJECT;
import static dev.driftwarden.rule.cel.FunctionTable.TEXT;
import static dev.driftwarden.rule.cel.FunctionTable.TEXTS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts bodies together from what was read, leaving what was read as it is. */
final class BodyFunctions {
    private BodyFunctions() {}

    static void addTo(FunctionTable table) {
        table.add("merge", OBJECT, List.of(DYN, DYN), a -> view(merged(copy(a[0], "merge"), Json.node(a[1]))));
        table.add("with", OBJECT, List.of(DYN, TEXT, DYN), BodyFunctions::with);
        table.add("only", OBJECT, List.of(DYN, TEXTS), BodyFunctions::only);
        table.add("without", OBJECT, List.of(DYN, TEXTS), BodyFunctions::without);
    }

    private static Object view(JsonNode node) {
        return Json.view(node, "");
    }

    private static ObjectNode copy(Object value, String function) {
        return Json.node(Arguments.object(value, function)).deepCopy();
    }

    /** The second laid over the first, object by object; other values are replaced. */
    private static ObjectNode merged(ObjectNode base, JsonNode over) {
        over.properties().forEach(entry -> {
            JsonNode old = base.get(entry.getKey());
            boolean both = old instanceof ObjectNode && entry.getValue().isObject();
            base.set(entry.getKey(), both ? merged((ObjectNode) old, entry.getValue()) : entry.getValue());
        });
        return base;
    }

    private static Object with(Object[] args) {
        ObjectNode body = copy(args[0], "with");
        String[] steps = Paths.steps((String) args[1]);
        ObjectNode owner = body;
        for (String step : Arrays.copyOf(steps, steps.length - 1)) {
            owner = owner.get(step) instanceof ObjectNode next ? next : owner.putObject(step);
        }
        owner.set(steps[steps.length - 1], Json.node(args[2]));
        return view(body);
    }

    private static Object without(Object[] args) {
        ObjectNode body = copy(args[0], "without");
        Arguments.texts(args[1], "without").forEach(path -> remove(body, Paths.steps(path)));
        return view(body);
    }

    /** Those of the members that are there and not null. */
    private static Object only(Object[] args) {
        JsonNode from = Json.node(Arguments.object(args[0], "only"));
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        for (String name : Arguments.texts(args[1], "only")) {
            if (from.hasNonNull(name)) {
                kept.set(name, from.get(name));
            }
        }
        return view(kept);
    }

    private static void remove(ObjectNode body, String[] steps) {
        @Nullable JsonNode owner = body;
        for (String step : Arrays.copyOf(steps, steps.length - 1)) {
            owner = owner == null ? null : owner.get(step);
        }
        if (owner instanceof ObjectNode object) {
            object.remove(steps[steps.length - 1]);
        }
    }
}
