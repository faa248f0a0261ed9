package dev.driftwarden.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A node of the syntax tree of a template, as src/test/npm/bicep-tree.mjs prints it. */
record BicepNode(JsonNode json) {
    String type() {
        return json.path("type").asText();
    }

    boolean is(String type) {
        return type().equals(type);
    }

    int row() {
        return json.path("row").asInt();
    }

    Stream<BicepNode> nodes() {
        return StreamSupport.stream(json.path("nodes").spliterator(), false).map(BicepNode::new);
    }

    BicepNode node(int index) {
        return new BicepNode(json.path("nodes").path(index));
    }

    BicepNode last() {
        return node(json.path("nodes").size() - 1);
    }

    Stream<BicepNode> all() {
        return Stream.concat(Stream.of(this), nodes().flatMap(BicepNode::all));
    }

    Stream<BicepNode> all(String type) {
        return all().filter(node -> node.is(type));
    }

    /** The text of a leaf, of a string without its quotes; a computed piece of a string reads {@code ${}}. */
    String text() {
        if (!is("string")) {
            return json.path("text").asText();
        }
        StringBuilder text = new StringBuilder();
        nodes().forEach(part ->
                text.append(part.is("string_content") ? part.text() : part.is("interpolation") ? "${}" : part.text()));
        return text.toString();
    }

    /** Of an object: the value of a property with this path of names. */
    Optional<BicepNode> at(String... path) {
        Optional<BicepNode> here = Optional.of(this);
        for (String name : path) {
            here = here.flatMap(object -> object.properties()
                    .filter(property -> property.node(0).text().equals(name))
                    .map(BicepNode::last)
                    .findFirst());
        }
        return here;
    }

    /** Of an object: its properties, without nested resources. */
    Stream<BicepNode> properties() {
        return nodes().filter(
                        node -> node.is("object_property") && !node.node(0).is("resource_declaration"));
    }

    /** The object that a module, resource, condition or loop comes down to. */
    BicepNode body() {
        BicepNode here = this;
        while (!here.is("object")) {
            here = here.last();
        }
        return here;
    }
}
