package dev.driftwarden.rule.load;

import dev.driftwarden.yaml.Field;
import dev.driftwarden.yaml.Fields;
import dev.driftwarden.yaml.Place;
import dev.driftwarden.yaml.YamlNode;
import dev.driftwarden.yaml.YamlNode.Entry;
import dev.driftwarden.yaml.YamlNode.Mapping;
import dev.driftwarden.yaml.YamlNode.Scalar;
import dev.driftwarden.yaml.YamlNode.Sequence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the texts with a grammar of their own: expressions, templates, bodies, conditions. */
final class Texts {
    private static final Pattern NAME = Pattern.compile("[a-z][A-Za-z0-9]*");

    private Texts() {}

    /** Reports a name that expressions could not use. */
    static void checkName(Field entry) {
        if (!NAME.matcher(entry.name()).matches()) {
            entry.report("'" + entry.name() + "' is no name for an expression; expected letters and digits");
        }
    }

    static Optional<Expression> expression(Field field) {
        boolean truth = field.node().filter(Texts::isTruth).isPresent();
        return truth
                ? field.node().map(node -> Expression.of((Scalar) node))
                : field.textNode().map(Expression::of);
    }

    private static boolean isTruth(YamlNode node) {
        return node instanceof Scalar scalar && scalar.type() == Scalar.Type.BOOLEAN;
    }

    static Optional<Template> template(Field field) {
        return field.textNode().map(scalar -> checked(field, Template.of(scalar)));
    }

    private static Template checked(Field field, Template template) {
        if (template.unclosed()) {
            field.report("'" + field.name() + "' opens '${' and never closes it");
        }
        return template;
    }

    static Optional<Body> body(Field field) {
        return field.node().map(node -> body(field, node));
    }

    private static Body body(Field field, YamlNode node) {
        if (node instanceof Mapping mapping) {
            return members(field, mapping);
        }
        if (node instanceof Sequence list) {
            return new Body.Items(
                    list.items().stream().map(item -> body(field, item)).toList());
        }
        Scalar scalar = (Scalar) node;
        return scalar.text().contains("${") ? text(field, scalar) : new Body.Constant(scalar.json());
    }

    private static Body text(Field field, Scalar scalar) {
        Template template = checked(field, Template.of(scalar));
        return template.whole().<Body>map(Body.Computed::new).orElseGet(() -> new Body.Text(template));
    }

    private static Body members(Field field, Mapping mapping) {
        Map<String, Body> members = new LinkedHashMap<>();
        Map<String, Place> places = new LinkedHashMap<>();
        for (Entry entry : mapping.entries()) {
            members.put(entry.key(), body(field, entry.value()));
            places.put(entry.key(), entry.place());
        }
        return new Body.Members(members, places);
    }

    /** A list of {@code {when, <words>}}; {@code words} is the key of the text for a person. */
    static List<Condition> conditions(Field field, String words) {
        return field.items().stream()
                .map(Field::fields)
                .flatMap(fields -> condition(fields, words).stream())
                .toList();
    }

    private static Optional<Condition> condition(Fields fields, String words) {
        Optional<Expression> when = expression(fields.required("when"));
        Optional<Template> because = template(fields.required(words));
        fields.end();
        return when.flatMap(w -> because.map(b -> new Condition(w, b)));
    }
}
