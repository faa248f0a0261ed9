package dev.driftwarden.rule.load;

import dev.driftwarden.plan.Operation.Method;
import dev.driftwarden.rule.load.FixSpec.Given;
import dev.driftwarden.rule.load.FixSpec.None;
import dev.driftwarden.rule.load.FixSpec.Restore;
import dev.driftwarden.rule.load.FixSpec.Step;
import dev.driftwarden.rule.load.FixSpec.Undo;
import dev.driftwarden.yaml.Field;
import dev.driftwarden.yaml.Fields;
import dev.driftwarden.yaml.YamlNode.Scalar;
import dev.driftwarden.yaml.YamlNode.Sequence;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads how a rule fixes a finding and how that is undone. */
final class FixReader {
    private final String apiVersion;

    FixReader(String apiVersion) {
        this.apiVersion = apiVersion;
    }

    /** Whether the author says that there is no fix. */
    static boolean isNone(Field field) {
        return isWord(field, "none");
    }

    /** Empty when it cannot be read. */
    Optional<FixSpec> read(Field field) {
        Fields fields = field.fields();
        List<Condition> unless = Texts.conditions(fields.optional("unless"), "because");
        List<Step> steps = fields.has("steps") ? steps(fields.optional("steps")) : single(fields);
        Optional<Template> breaks = Texts.template(fields.required("breaks"));
        @Nullable Template note = Texts.template(fields.optional("undo-note")).orElse(null);
        Undo undo = undo(fields.required("undo"), note);
        List<String> reliesOn = fields.optional("relies-on").texts();
        @Nullable
        Expression firstStep = Texts.expression(fields.optional("first-step")).orElse(null);
        fields.end();
        if (undo instanceof None && note == null) {
            fields.report("a fix that cannot be undone needs an 'undo-note' saying why");
        }
        return breaks.map(text -> new FixSpec(field.place(), unless, steps, undo, reliesOn, text, firstStep));
    }

    private static boolean isWord(Field field, String word) {
        return field.node()
                .filter(node -> node instanceof Scalar scalar && scalar.text().equals(word))
                .isPresent();
    }

    private List<Step> single(Fields fields) {
        return step(fields).stream().toList();
    }

    private List<Step> steps(Field field) {
        return field.items().stream()
                .flatMap(item -> {
                    Fields fields = item.fields();
                    Optional<Step> step = step(fields);
                    fields.end();
                    return step.stream();
                })
                .toList();
    }

    private Undo undo(Field field, @Nullable Template note) {
        if (isWord(field, "restore")) {
            return new Restore(note);
        }
        if (isWord(field, "none") || !field.present()) {
            return new None(note);
        }
        if (field.node().filter(Sequence.class::isInstance).isPresent()) {
            return new Given(steps(field), note);
        }
        Fields fields = field.fields();
        List<Step> given = single(fields);
        fields.end();
        return new Given(given, note);
    }

    private Optional<Step> step(Fields fields) {
        List<Field> methods = Stream.of("patch", "put", "post", "delete", "action")
                .map(fields::optional)
                .filter(Field::present)
                .toList();
        @Nullable
        Expression each = Texts.expression(fields.optional("for-each")).orElse(null);
        @Nullable Expression when = Texts.expression(fields.optional("when")).orElse(null);
        @Nullable
        Expression before = Texts.expression(fields.optional("before")).orElse(null);
        @Nullable Template target = Texts.template(fields.optional("target")).orElse(null);
        String version = fields.optional("api-version").text().orElse(apiVersion);
        Optional<Body> sent = Texts.body(fields.optional("body"));
        if (methods.size() != 1) {
            fields.report("a write has exactly one of 'patch', 'put', 'post', 'delete', 'action'");
            return Optional.empty();
        }
        Field method = methods.get(0);
        @Nullable Body body = body(method, sent).orElse(null);
        String action = method.name().equals("action") ? method.text().orElse("") : "";
        return Optional.of(new Step(fields.place(), each, when, method(method), target, version, action, body, before));
    }

    private static Optional<Body> body(Field method, Optional<Body> sent) {
        return switch (method.name()) {
            case "patch", "put", "post" -> Texts.body(method);
            case "delete" -> {
                if (!method.truth().orElse(true)) {
                    method.report("'delete' is either true or left out");
                }
                yield Optional.empty();
            }
            default -> sent;
        };
    }

    private static Method method(Field field) {
        return switch (field.name()) {
            case "patch" -> Method.PATCH;
            case "put" -> Method.PUT;
            case "delete" -> Method.DELETE;
            default -> Method.POST;
        };
    }
}
