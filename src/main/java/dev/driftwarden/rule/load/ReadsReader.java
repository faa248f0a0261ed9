package dev.driftwarden.rule.load;

import dev.driftwarden.rule.load.ReadSpec.Kind;
import dev.driftwarden.yaml.Field;
import dev.driftwarden.yaml.Fields;
import dev.driftwarden.yaml.YamlNode.Scalar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what a rule reads besides its resource. */
final class ReadsReader {
    private final String apiVersion;

    ReadsReader(String apiVersion) {
        this.apiVersion = apiVersion;
    }

    List<ReadSpec> read(Field field) {
        return field.entries().stream().flatMap(entry -> one(entry).stream()).toList();
    }

    private Optional<ReadSpec> one(Field entry) {
        if (entry.node().filter(Scalar.class::isInstance).isPresent()) {
            return Texts.template(entry).map(path -> spec(entry, Kind.LIST, path));
        }
        Fields fields = entry.fields();
        Optional<Field> source = source(fields);
        String version = fields.optional("api-version").text().orElse(apiVersion);
        Map<String, Template> query = query(fields.optional("query"));
        @Nullable
        Expression each = Texts.expression(fields.optional("for-each")).orElse(null);
        boolean optional = fields.optional("optional").truth().orElse(false);
        fields.end();
        return source.flatMap(found -> Texts.template(found)
                .map(path ->
                        new ReadSpec(entry.name(), entry.place(), kind(found), path, version, query, each, optional)));
    }

    private ReadSpec spec(Field entry, Kind kind, Template path) {
        return new ReadSpec(entry.name(), entry.place(), kind, path, apiVersion, Map.of(), null, false);
    }

    private static Optional<Field> source(Fields fields) {
        List<Field> given = Stream.of("get", "list", "exists", "baseline")
                .map(fields::optional)
                .filter(Field::present)
                .toList();
        if (given.size() != 1) {
            fields.report("a read has exactly one of 'get', 'list', 'exists', 'baseline'");
            return Optional.empty();
        }
        return Optional.of(given.get(0));
    }

    private static Kind kind(Field source) {
        return switch (source.name()) {
            case "get" -> Kind.GET;
            case "list" -> Kind.LIST;
            case "exists" -> Kind.EXISTS;
            default -> Kind.BASELINE;
        };
    }

    private static Map<String, Template> query(Field field) {
        Map<String, Template> query = new LinkedHashMap<>();
        field.entries().forEach(entry -> Texts.template(entry).ifPresent(value -> query.put(entry.name(), value)));
        return query;
    }
}
