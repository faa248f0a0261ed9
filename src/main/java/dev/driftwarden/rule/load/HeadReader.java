package dev.driftwarden.rule.load;

import dev.driftwarden.resource.ResourceType;
import dev.driftwarden.rule.Severity;
import dev.driftwarden.yaml.Field;
import dev.driftwarden.yaml.Fields;
import dev.driftwarden.yaml.YamlNode.Mapping;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a rule is called, how grave it is, what it judges and when. */
final class HeadReader {
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(\\.[a-z0-9]+(-[a-z0-9]+)*)+");
    private static final Pattern TYPE = Pattern.compile("[A-Za-z]+(\\.[A-Za-z]+)+(/[A-Za-z0-9]+)+");

    /** Stands in for a type that could not be read, so that the rest of the rule is checked too. */
    private static final ResourceType UNKNOWN = ResourceType.of("Unknown.Provider/unknown");

    private final Fields fields;

    HeadReader(Fields fields) {
        this.fields = fields;
    }

    RuleHead read() {
        String id = id().orElse(fields.place().toString());
        String title = fields.required("title").text().orElse("");
        Field severity = fields.required("severity");
        List<ResourceType> types = types();
        Map<ResourceType, String> apiVersions = apiVersions(types);
        List<Trigger> triggers = new TriggerReader(types).read(fields.required("triggers"));
        List<ResourceType> judged = types.isEmpty() ? List.of(UNKNOWN) : types;
        return new RuleHead(id, title, base(severity), grade(severity), judged, apiVersions, triggers);
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
                .forEach(type -> versions.merge(type, "v1.0", HeadReader::graphVersion));
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
        if (word && field.text().flatMap(HeadReader::literal).isEmpty()) {
            field.oneOf(Severity.class);
            return null;
        }
        return field.text().flatMap(HeadReader::literal).isPresent()
                ? null
                : Texts.expression(field).orElse(null);
    }
}
