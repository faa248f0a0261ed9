package dev.driftwarden.snippet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.plan.Operation;
import dev.driftwarden.plan.Operation.Method;

/** One operation as a change of Bicep code. */
final class Bicep {
    private Bicep() {}

    static String of(Operation operation) {
        String what = "// " + Names.comment(operation.target().path()) + "\n";
        JsonNode body = operation.body();
        if (operation.method() == Method.DELETE) {
            return what + "// Remove the declaration of this resource; an incremental deployment does not delete it.\n";
        }
        if (operation.method() == Method.POST || body == null) {
            return what + "// An action, not a state: there is nothing to declare.\n";
        }
        String rest = operation.method() == Method.PATCH ? "  // … everything else stays as it is\n" : "";
        return what + "resource " + Names.symbol(operation.target()) + " "
                + text(operation.target().type().name() + "@" + operation.apiVersion()) + " = {\n  name: "
                + text(String.join("/", Names.path(operation.target()))) + "\n" + rest + members(body, 1) + "}\n";
    }

    private static String members(JsonNode object, int depth) {
        StringBuilder text = new StringBuilder();
        object.properties().stream()
                .filter(member -> depth > 1 || !member.getKey().equals("name"))
                .forEach(member -> text.append("  ".repeat(depth))
                        .append(key(member.getKey()))
                        .append(": ")
                        .append(value(member.getValue(), depth))
                        .append('\n'));
        return text.toString();
    }

    private static String value(JsonNode value, int depth) {
        String indent = "  ".repeat(depth);
        if (value.isObject()) {
            return value.isEmpty() ? "{}" : "{\n" + members(value, depth + 1) + indent + "}";
        }
        if (value.isArray()) {
            StringBuilder items = new StringBuilder();
            value.forEach(item -> items.append(indent)
                    .append("  ")
                    .append(value(item, depth + 1))
                    .append('\n'));
            return value.isEmpty() ? "[]" : "[\n" + items + indent + "]";
        }
        if (value.isIntegralNumber() || value.isBoolean() || value.isNull()) {
            return value.toString();
        }
        // Bicep has no fractions.
        return value.isNumber() ? "json(" + text(value.toString()) + ")" : text(value.asText());
    }

    private static String key(String name) {
        return name.matches("[A-Za-z_][A-Za-z0-9_]*") ? name : text(name);
    }

    private static String text(String text) {
        StringBuilder quoted = new StringBuilder("'");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\\' -> quoted.append("\\\\");
                case '\'' -> quoted.append("\\'");
                case '$' -> quoted.append("\\$");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (Names.isHarmless(c)) {
                        quoted.appendCodePoint(c);
                    } else {
                        quoted.append("\\u{").append(Integer.toHexString(c)).append('}');
                    }
                }
            }
        });
        return quoted.append('\'').toString();
    }
}
