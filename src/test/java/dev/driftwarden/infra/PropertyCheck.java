package dev.driftwarden.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Compares what a template says of a resource with what Azure takes: src/test/resources/infra/types.json. There a name that ends
 * in {@code !} is required, a list of texts names the values allowed, {@code []} the members of a list, {@code *} any name.
 */
final class PropertyCheck {
    private static final Set<String> OF_BICEP = Set.of("name", "parent", "scope", "dependsOn");

    private final BicepFile file;
    private final Map<String, BicepNode> variables;
    private final List<String> mistakes = new ArrayList<>();

    PropertyCheck(BicepFile file) {
        this.file = file;
        this.variables = file.variables();
    }

    List<String> mistakes() {
        return mistakes;
    }

    void resource(BicepNode body, JsonNode shape) {
        body.properties()
                .filter(property -> !OF_BICEP.contains(property.node(0).text()))
                .forEach(property -> property(property, shape));
        required(body, shape);
    }

    private void property(BicepNode property, JsonNode shape) {
        String name = property.node(0).text();
        JsonNode known = shape.has(name) ? shape.path(name) : shape.path(name + "!");
        if (known.isMissingNode() && !shape.has("*")) {
            mistakes.add(file.at(property) + ": Azure knows no '" + name + "' here, only " + names(shape));
            return;
        }
        value(property.last(), known.isMissingNode() ? shape.path("*") : known, /* whole= */ true);
    }

    private void value(BicepNode value, JsonNode shape, boolean whole) {
        switch (value.type()) {
            case "object" -> object(value, shape, whole);
            case "array" -> value.nodes().forEach(item -> value(item, shape.path("[]"), whole));
            case "for_statement" -> value(value.last(), shape.path("[]"), whole);
            case "ternary_expression" -> value.nodes().skip(1).forEach(branch -> value(branch, shape, whole));
            case "call_expression" -> call(value, shape);
            case "identifier" -> {
                if (variables.containsKey(value.text())) {
                    value(variables.get(value.text()), shape, whole);
                }
            }
            default -> scalar(value, shape);
        }
    }

    private void object(BicepNode object, JsonNode shape, boolean whole) {
        if (!shape.isObject()) {
            if (!shape.isMissingNode() && !Set.of("object", "any").contains(shape.asText())) {
                mistakes.add(file.at(object) + ": an object, where Azure takes " + shape);
            }
            return;
        }
        object.properties().forEach(property -> property(property, shape));
        if (whole) {
            required(object, shape);
        }
    }

    /** The parts of a union are objects, none of which need be whole. */
    private void call(BicepNode call, JsonNode shape) {
        if (call.node(0).text().equals("union")) {
            call.node(1).nodes().forEach(part -> value(part, shape, /* whole= */ false));
        }
    }

    private void scalar(BicepNode value, JsonNode shape) {
        boolean fits = switch (value.type()) {
            case "boolean" -> among(shape, "bool");
            case "number" -> among(shape, "int");
            case "string" -> among(shape, "string") || value.text().contains("${}") || allowed(value, shape);
            default -> true;
        };
        if (!fits) {
            mistakes.add(file.at(value) + ": '" + value.text() + "', where Azure takes " + shape);
        }
    }

    private static boolean among(JsonNode shape, String kind) {
        return shape.isMissingNode()
                || shape.asText().equals(kind)
                || shape.asText().equals("any");
    }

    private static boolean allowed(BicepNode value, JsonNode shape) {
        return shape.isArray()
                && StreamSupport.stream(shape.spliterator(), false)
                        .anyMatch(known -> known.asText().equals(value.text()));
    }

    private void required(BicepNode object, JsonNode shape) {
        Set<String> given =
                object.properties().map(property -> property.node(0).text()).collect(Collectors.toSet());
        shape.properties().stream()
                .map(Map.Entry::getKey)
                .filter(name -> name.endsWith("!"))
                .map(name -> name.substring(0, name.length() - 1))
                .filter(name -> !given.contains(name))
                .forEach(name -> mistakes.add(file.at(object) + ": '" + name + "' is missing"));
    }

    private static String names(JsonNode shape) {
        return shape.properties().stream().map(Map.Entry::getKey).collect(Collectors.joining(", "));
    }
}
