package dev.driftwarden.check.pages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.driftwarden.rule.load.Body;
import dev.driftwarden.rule.load.Template;
import java.util.List;
import java.util.stream.Collectors;

/** The body of a write as a rule gives it: JSON with {@code ${…}} where something is computed. */
final class BodyText {
    private BodyText() {}

    static List<String> lines(Body body) {
        return json(body).toPrettyString().lines().toList();
    }

    private static JsonNode json(Body body) {
        if (body instanceof Body.Constant constant) {
            return constant.value();
        }
        if (body instanceof Body.Computed computed) {
            return new TextNode("${" + computed.expression().text() + "}");
        }
        if (body instanceof Body.Text text) {
            return new TextNode(written(text.template()));
        }
        if (body instanceof Body.Members members) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            members.members().forEach((name, value) -> object.set(name, json(value)));
            return object;
        }
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        ((Body.Items) body).items().forEach(item -> array.add(json(item)));
        return array;
    }

    /** A template as its author wrote it. */
    static String written(Template template) {
        return template.parts().stream()
                .map(part -> part instanceof Template.Computed computed
                        ? "${" + computed.expression().text() + "}"
                        : ((Template.Literal) part).text())
                .collect(Collectors.joining());
    }
}
