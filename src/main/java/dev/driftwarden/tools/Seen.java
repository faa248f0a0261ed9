package dev.driftwarden.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.driftwarden.site.Shown;

/** A tree whose texts are fit to be seen: bounded, and without marks that hide or turn text. */
final class Seen {
    private Seen() {}

    static JsonNode of(JsonNode tree) {
        if (tree.isTextual()) {
            return TextNode.valueOf(Shown.text(tree.textValue(), Shown.BLOCK));
        }
        if (tree.isArray()) {
            ArrayNode items = JsonNodeFactory.instance.arrayNode();
            tree.forEach(item -> items.add(of(item)));
            return items;
        }
        if (tree.isObject()) {
            ObjectNode fields = JsonNodeFactory.instance.objectNode();
            tree.properties()
                    .forEach(field -> fields.set(Shown.text(field.getKey(), Shown.LINE), of(field.getValue())));
            return fields;
        }
        return tree;
    }
}
