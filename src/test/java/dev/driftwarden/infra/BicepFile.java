package dev.driftwarden.infra;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A template or a parameter file. */
record BicepFile(Path path, BicepNode root) {

    /** A declaration with the names of its decorators. */
    record Declared(BicepNode node, Set<String> decorators) {}

    List<Declared> declarations() {
        List<Declared> found = new ArrayList<>();
        Set<String> decorators = Set.of();
        for (BicepNode node : root.nodes().toList()) {
            if (node.is("decorators")) {
                decorators = node.nodes()
                        .map(decorator -> decorator.node(0).node(0).text())
                        .collect(Collectors.toSet());
            } else {
                found.add(new Declared(node, decorators));
                decorators = Set.of();
            }
        }
        return found;
    }

    private Stream<BicepNode> top(String type) {
        return root.nodes().filter(node -> node.is(type));
    }

    /** Name to whether it has to be given. */
    Map<String, Boolean> parameters() {
        Map<String, Boolean> parameters = new TreeMap<>();
        top("parameter_declaration")
                .forEach(
                        node -> parameters.put(node.node(0).text(), node.nodes().count() == 2));
        return parameters;
    }

    Map<String, BicepNode> variables() {
        return top("variable_declaration")
                .collect(Collectors.toMap(node -> node.node(0).text(), BicepNode::last));
    }

    BicepNode variable(String name) {
        return Objects.requireNonNull(variables().get(name), name);
    }

    Set<String> outputs() {
        return top("output_declaration")
                .map(node -> node.node(0).text())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    Map<String, BicepNode> modules() {
        return top("module_declaration")
                .collect(Collectors.toMap(node -> node.node(0).text(), node -> node));
    }

    Path resolve(String relative) {
        return path.resolveSibling(relative).normalize();
    }

    /** With nested ones. */
    List<BicepNode> resources() {
        return root.all("resource_declaration").toList();
    }

    /** The bodies of the resources of a type that this template creates. */
    List<BicepNode> created(String type) {
        return resources().stream()
                .filter(node -> node.node(1).text().startsWith(type + "@"))
                .filter(node -> !node.json().path("existing").asBoolean())
                .map(BicepNode::body)
                .toList();
    }

    String scope() {
        return top("target_scope_assignment")
                .map(node -> node.node(0).text())
                .findFirst()
                .orElse("resourceGroup");
    }

    String at(BicepNode node) {
        return path + ":" + node.row();
    }
}
