package dev.driftwarden.snippet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.plan.Operation;
import dev.driftwarden.plan.Operation.Method;
import java.util.Map;
import java.util.Optional;

/**
 * One operation as a change of Terraform code: with the azurerm provider where its names are known here, else with azapi, which
 * takes Azure's own names.
 */
final class Terraform {
    private Terraform() {}

    static String of(Operation operation) {
        String what = "# " + Names.comment(operation.target().path()) + "\n";
        JsonNode body = operation.body();
        if (operation.method() == Method.DELETE) {
            return what + "# Remove the block of this resource; the next apply deletes it.\n";
        }
        if (operation.method() == Method.POST || body == null) {
            return what + "# An action, not a state: there is nothing to declare.\n";
        }
        Optional<Azurerm.Change> known = Azurerm.of(operation, body);
        return what + known.map(change -> azurerm(operation, change)).orElseGet(() -> azapi(operation, body));
    }

    private static String azurerm(Operation operation, Azurerm.Change change) {
        StringBuilder text = new StringBuilder("resource \"" + change.block() + "\" \"")
                .append(Names.symbol(operation.target()))
                .append("\" {\n  # … everything else stays as it is\n");
        for (Map.Entry<String, JsonNode> attribute : change.attributes().entrySet()) {
            text.append("  ")
                    .append(attribute.getKey())
                    .append(" = ")
                    .append(value(attribute.getValue(), 1))
                    .append('\n');
        }
        return text.append("}\n").toString();
    }

    private static String azapi(Operation operation, JsonNode body) {
        boolean whole = operation.method() == Method.PUT;
        String block = whole ? "azapi_resource" : "azapi_update_resource";
        String id = whole
                ? "  parent_id = "
                        + text(operation
                                .target()
                                .parent()
                                .map(parent -> parent.path())
                                .orElse("/")) + "\n  name      = "
                        + text(operation.target().name()) + "\n"
                : "  resource_id = " + text(operation.target().path()) + "\n";
        return "# azapi 2.x\nresource \"" + block + "\" \"" + Names.symbol(operation.target()) + "\" {\n  type = "
                + text(operation.target().type().name() + "@" + operation.apiVersion()) + "\n" + id + "  body = "
                + value(body, 1) + "\n}\n";
    }

    private static String value(JsonNode value, int depth) {
        String indent = "  ".repeat(depth);
        if (value.isObject()) {
            StringBuilder members = new StringBuilder();
            value.properties()
                    .forEach(member -> members.append(indent)
                            .append("  ")
                            .append(key(member.getKey()))
                            .append(" = ")
                            .append(value(member.getValue(), depth + 1))
                            .append('\n'));
            return value.isEmpty() ? "{}" : "{\n" + members + indent + "}";
        }
        if (value.isArray()) {
            StringBuilder items = new StringBuilder();
            value.forEach(item -> items.append(indent)
                    .append("  ")
                    .append(value(item, depth + 1))
                    .append(",\n"));
            return value.isEmpty() ? "[]" : "[\n" + items + indent + "]";
        }
        return value.isTextual() ? text(value.asText()) : value.toString();
    }

    private static String key(String name) {
        return name.matches("[A-Za-z_][A-Za-z0-9_-]*") ? name : text(name);
    }

    private static String text(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.replace("${", "$${").replace("%{", "%%{").codePoints().forEach(c -> {
            switch (c) {
                case '\\' -> quoted.append("\\\\");
                case '"' -> quoted.append("\\\"");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (Names.isHarmless(c)) {
                        quoted.appendCodePoint(c);
                    } else {
                        quoted.append(c > 0xFFFF ? "\\U%08x".formatted(c) : "\\u%04x".formatted(c));
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }
}
