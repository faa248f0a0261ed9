package dev.driftwarden.rule.load;

import dev.driftwarden.resource.ResourceType;
import dev.driftwarden.rule.load.Trigger.Fixed;
import dev.driftwarden.rule.load.Trigger.Members;
import dev.driftwarden.rule.load.Trigger.Nearest;
import dev.driftwarden.rule.load.Trigger.Owner;
import dev.driftwarden.rule.load.Trigger.Subject;
import dev.driftwarden.yaml.Field;
import dev.driftwarden.yaml.Fields;
import dev.driftwarden.yaml.YamlNode.Scalar;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the operations that make a rule look again. */
final class TriggerReader {
    /** Provider, type with its children, verb; an action has its name before the verb. */
    private static final Pattern OPERATION =
            Pattern.compile("([A-Za-z]+(?:\\.[A-Za-z]+)+(?:/[A-Za-z0-9]+)+?)/(write|delete|[A-Za-z]+/action)");

    private final List<ResourceType> types;

    TriggerReader(List<ResourceType> types) {
        this.types = types;
    }

    List<Trigger> read(Field field) {
        if (field.present() && field.items().isEmpty()) {
            field.report("a rule needs at least one trigger");
        }
        return field.items().stream().flatMap(item -> one(item).stream()).toList();
    }

    private Optional<Trigger> one(Field item) {
        if (item.node().filter(Scalar.class::isInstance).isPresent()) {
            return item.text().flatMap(text -> trigger(item, text, new Nearest(), false));
        }
        Fields fields = item.fields();
        Field operation = fields.required("on");
        Subject subject = subject(fields);
        fields.end();
        return operation.text().flatMap(text -> trigger(operation, text, subject, true));
    }

    private static Subject subject(Fields fields) {
        Field members = fields.optional("fan-out");
        Field fixed = fields.optional("subject");
        if (members.present() == fixed.present()) {
            fields.report("a trigger has either 'fan-out' or 'subject'");
        }
        Optional<Subject> below = members.text().map(Members::new);
        return below.or(() -> fixed.text().map(TriggerReader::named)).orElseGet(Nearest::new);
    }

    private static Subject named(String text) {
        return switch (text) {
            case "nearest" -> new Nearest();
            case "owner" -> new Owner();
            default -> new Fixed(text);
        };
    }

    private Optional<Trigger> trigger(Field place, String operation, Subject subject, boolean declared) {
        Matcher matcher = OPERATION.matcher(operation);
        if (!matcher.matches()) {
            place.report("'" + operation + "' is no operation; expected Provider/type/write, /delete or /name/action");
            return Optional.empty();
        }
        ResourceType changed = ResourceType.of(matcher.group(1));
        if (!declared && types.stream().noneMatch(type -> related(changed, type))) {
            place.report(
                    "'" + operation + "' is about another type than " + types.get(0)
                            + "; say how its subject is found: { on: …, subject: nearest | owner | <id> } or { on: …, fan-out: <collection> }");
        }
        return Optional.of(new Trigger(place.place(), operation, changed, subject));
    }

    private static boolean related(ResourceType changed, ResourceType judged) {
        return changed.equals(judged) || changed.key().startsWith(judged.key() + "/");
    }
}
