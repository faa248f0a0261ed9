package dev.driftwarden.rule.load;

import dev.driftwarden.resource.ResourceType;
import dev.driftwarden.rule.Mode;
import dev.driftwarden.rule.Severity;
import dev.driftwarden.yaml.Field;
import dev.driftwarden.yaml.Fields;
import dev.driftwarden.yaml.YamlNode.Mapping;
import dev.driftwarden.yaml.YamlNode.Scalar;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one rule. */
final class RuleReader {
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(\\.[a-z0-9]+(-[a-z0-9]+)*)+");
    private static final Pattern TYPE = Pattern.compile("[A-Za-z]+(\\.[A-Za-z]+)+(/[A-Za-z0-9]+)+");

    /** Stands in for a type that could not be read, so that the rest of the rule is checked too. */
    private static final ResourceType UNKNOWN = ResourceType.of("Unknown.Provider/unknown");

    private final Fields fields;
    private final String service;
    private final String fingerprint;
    private final Frameworks frameworks;

    RuleReader(Fields fields, String service, String fingerprint, Frameworks frameworks) {
        this.fields = fields;
        this.service = service;
        this.fingerprint = fingerprint;
        this.frameworks = frameworks;
    }

    /** Empty when a part without which there is no rule could not be read; that is then an issue. */
    Optional<RuleDefinition> read() {
        Optional<String> id = id();
        String title = fields.required("title").text().orElse("");
        Field severity = fields.required("severity");
        List<ResourceType> types = types();
        Map<ResourceType, String> apiVersions = apiVersions(types);
        String apiVersion = Set.copyOf(apiVersions.values()).size() == 1
                ? apiVersions.values().iterator().next()
                : "";
        List<Trigger> triggers = new TriggerReader(types).read(fields.required("triggers"));
        Map<String, Parameter> params = ParametersReader.read(fields.optional("params"));
        List<Condition> applies = applies(fields.optional("applies"));
        List<ReadSpec> reads = new ReadsReader(apiVersion).read(fields.optional("reads"));
        Map<String, Expression> lets = lets();
        Optional<Expression> fail = Texts.expression(fields.required("fail"));
        Optional<Template> message = Texts.template(fields.required("message"));
        List<EvidenceSpec> evidence = evidence();
        List<Condition> notes = Texts.conditions(fields.optional("notes"), "note");
        List<GuardSpec> guards = GuardReader.read(fields.optional("guards"));
        Field fixField = fields.required("fix");
        Optional<FixSpec> fix = fixField.present() && !FixReader.isNone(fixField)
                ? new FixReader(apiVersion).read(fixField)
                : Optional.empty();
        Optional<Template> ticket = Texts.template(fields.optional("ticket"));
        Mode mode = fields.required("mode").oneOf(Mode.class).orElse(Mode.TICKET);
        Map<String, List<String>> controls = new ControlsReader(frameworks).read(fields.optional("controls"));
        boolean judgesAbsent = fields.optional("judges-absent").truth().orElse(false);
        boolean overrides = fields.optional("overrides").truth().orElse(false);
        fields.end();
        checkFixAndMode(fixField, ticket, mode);
        if (fail.isEmpty() || message.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new RuleDefinition(
                fields.place(),
                id.orElse(fields.place().toString()),
                fingerprint,
                title,
                service,
                base(severity),
                grade(severity),
                types.isEmpty() ? List.of(UNKNOWN) : types,
                apiVersions,
                triggers,
                params,
                applies,
                reads,
                lets,
                fail.get(),
                message.get(),
                evidence,
                notes,
                guards,
                fix.orElse(null),
                ticket.orElse(null),
                mode,
                controls,
                judgesAbsent,
                overrides));
    }

    private Optional<String> id() {
        Field field = fields.required("id");
        Optional<String> id = field.text();
        if (id.isPresent() && !ID.matcher(id.get()).matches()) {
            field.report("'" + id.get() + "' is no rule id; expected lower-case words such as storage.https-only");
        }
        return id;
    }

    private List<ResourceType> types() {
        return fields.required("resource").oneOrMore().stream()
                .flatMap(field -> field
                        .text()
                        .filter(text -> {
                            if (!TYPE.matcher(text).matches()) {
                                field.report("'" + text + "' is no resource type; expected Provider/type");
                            }
                            return TYPE.matcher(text).matches();
                        })
                        .stream())
                .map(ResourceType::of)
                .toList();
    }

    /** One for all types, or a mapping from type to version; directory types have one of their own. */
    private Map<ResourceType, String> apiVersions(List<ResourceType> types) {
        boolean directory = types.stream().allMatch(ResourceType::isGraph) && !types.isEmpty();
        Field field = directory ? fields.optional("api-version") : fields.required("api-version");
        Map<ResourceType, String> versions = new HashMap<>();
        if (field.node().filter(Mapping.class::isInstance).isPresent()) {
            field.entries().forEach(entry -> version(entry, types, versions));
        } else {
            String all = field.text().orElse("");
            types.forEach(type -> versions.put(type, all));
        }
        types.stream()
                .filter(ResourceType::isGraph)
                .forEach(type -> versions.merge(type, "v1.0", RuleReader::graphVersion));
        types.stream().filter(type -> !versions.containsKey(type)).forEach(type -> {
            field.report("there is no api-version for " + type);
            versions.put(type, "");
        });
        return versions;
    }

    private static String graphVersion(String given, String usual) {
        return given.isEmpty() ? usual : given;
    }

    private static void version(Field entry, List<ResourceType> types, Map<ResourceType, String> versions) {
        ResourceType type = ResourceType.of(entry.name());
        if (types.contains(type)) {
            entry.text().ifPresent(version -> versions.put(type, version));
        } else {
            entry.report("the rule is not about " + entry.name());
        }
    }

    private Map<String, Expression> lets() {
        Map<String, Expression> lets = new LinkedHashMap<>();
        for (Field entry : fields.optional("let").entries()) {
            Texts.checkName(entry);
            Texts.expression(entry).ifPresent(expression -> lets.put(entry.name(), expression));
        }
        return lets;
    }

    private static List<Condition> applies(Field field) {
        if (field.node().filter(Scalar.class::isInstance).isEmpty()) {
            return Texts.conditions(field, "because");
        }
        return Texts.expression(field)
                .map(when -> List.of(new Condition(
                        when,
                        new Template(field.place(), List.of(new Template.Literal("it applies when " + when.text()))))))
                .orElse(List.of());
    }

    private List<EvidenceSpec> evidence() {
        return fields.optional("evidence").items().stream()
                .flatMap(item -> item.node().filter(Mapping.class::isInstance).isPresent()
                        ? item.entries().stream()
                                .flatMap(entry -> Texts.expression(entry).stream()
                                        .map(value -> new EvidenceSpec(entry.name(), value)))
                        : item.text().stream().map(path -> new EvidenceSpec(path, null)))
                .toList();
    }

    private void checkFixAndMode(Field fix, Optional<Template> ticket, Mode mode) {
        if (!fix.present() || !FixReader.isNone(fix)) {
            return;
        }
        Field field = fields.optional("mode");
        if (field.present() && mode.compareTo(Mode.TICKET) > 0) {
            field.report("a rule without a fix can at most be in mode ticket");
        }
        if (ticket.isEmpty()) {
            fix.report("a rule without a fix needs 'ticket': what a person should do");
        }
    }

    private static Optional<Severity> literal(String text) {
        return Arrays.stream(Severity.values())
                .filter(severity -> severity.toString().equals(text))
                .findFirst();
    }

    /** The level itself, or the gravest one that the expression names. */
    private static Severity base(Field field) {
        String text = field.text().orElse("");
        return literal(text)
                .orElseGet(() -> Arrays.stream(Severity.values())
                        .filter(severity -> text.toLowerCase(Locale.ROOT).contains("'" + severity + "'"))
                        .max(Comparator.naturalOrder())
                        .orElse(Severity.HIGH));
    }

    private static @Nullable Expression grade(Field field) {
        boolean word = field.text().filter(text -> text.matches("\\w+")).isPresent();
        if (word && field.text().flatMap(RuleReader::literal).isEmpty()) {
            field.oneOf(Severity.class);
            return null;
        }
        return field.text().flatMap(RuleReader::literal).isPresent()
                ? null
                : Texts.expression(field).orElse(null);
    }
}
