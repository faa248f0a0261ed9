package dev.driftwarden.rule.load;

import dev.driftwarden.yaml.Field;
import dev.driftwarden.yaml.Fields;
import dev.driftwarden.yaml.YamlNode.Mapping;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads what users may set of a rule: {@code name: default}, or {@code name: { default: …, about: words }}. */
final class ParametersReader {
    private ParametersReader() {}

    static Map<String, Parameter> read(Field field) {
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        for (Field entry : field.entries()) {
            Texts.checkName(entry);
            (isLongForm(entry) ? described(entry) : entry.json().map(value -> new Parameter(value, "")))
                    .ifPresent(parameter -> parameters.put(entry.name(), parameter));
        }
        return parameters;
    }

    private static boolean isLongForm(Field entry) {
        return entry.node()
                .filter(node -> node instanceof Mapping mapping
                        && mapping.entries().stream().anyMatch(e -> e.key().equals("default")))
                .isPresent();
    }

    private static Optional<Parameter> described(Field entry) {
        Fields parts = entry.fields();
        Field initial = parts.required("default");
        String about = parts.optional("about").text().orElse("");
        parts.end();
        return initial.json().map(value -> new Parameter(value, about));
    }
}
