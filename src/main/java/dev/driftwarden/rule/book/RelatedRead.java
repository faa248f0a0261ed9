package dev.driftwarden.rule.book;

import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.cel.EvaluationException;
import dev.driftwarden.rule.cel.Json;
import dev.driftwarden.rule.load.ReadSpec;
import dev.driftwarden.rule.load.Template;
import dev.driftwarden.world.Read;
import dev.driftwarden.world.Unreadable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Does one read of a rule. */
final class RelatedRead {
    /** More are not read for one rule in one look: it would stand for minutes and eat the read budget of the tenant. */
    private static final int MAX_ITEMS = 1_000;

    private final Scope scope;
    private final ReadSpec spec;

    RelatedRead(Scope scope, ReadSpec spec) {
        this.scope = scope;
        this.spec = spec;
    }

    Object value() {
        if (spec.forEach() == null) {
            return single();
        }
        List<?> items = scope.list(spec.forEach());
        if (items.size() > MAX_ITEMS) {
            throw new EvaluationException(
                    "'" + spec.name() + "' would need " + items.size() + " reads, more than " + MAX_ITEMS, false);
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (Object item : items) {
            values.computeIfAbsent(Json.text(item), key -> scope.with("item", item, this::single));
        }
        return values;
    }

    private Object single() {
        ResourceId id = Targets.id(scope, spec.target());
        Read read = switch (spec.kind()) {
            case GET, EXISTS -> scope.reads().object(id, version());
            case LIST -> scope.reads().list(id, version(), query());
            case BASELINE -> scope.reads().baseline(id);
        };
        return spec.kind() == ReadSpec.Kind.EXISTS
                ? read.<Object>match(body -> true, () -> false, why -> failed(id, why))
                : read.match(
                        body -> Json.view(body, spec.name()),
                        () -> Json.view(null, spec.name()),
                        why -> failed(id, why));
    }

    /** That of the judged type, unless the read or the rule as a whole has one. */
    private String version() {
        return spec.apiVersion().isEmpty()
                ? scope.rule().definition().apiVersion(scope.subject().type())
                : spec.apiVersion();
    }

    private String query() {
        return spec.query().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> Targets.encode(entry.getKey()) + "=" + Targets.encode(filter(entry.getValue())))
                .collect(Collectors.joining("&"));
    }

    /** Computed pieces stand inside quotes of an OData filter; a quote in them is doubled. */
    private String filter(Template template) {
        return Targets.text(scope, template, value -> value.replace("'", "''"));
    }

    private Object failed(ResourceId id, Unreadable why) {
        String message = spec.name() + " (" + id + ") could not be read: " + why.message();
        if (!spec.optional() || why.worthRetrying()) {
            throw new EvaluationException(message, why.worthRetrying());
        }
        scope.note(message + "; it is taken as no excuse");
        return spec.kind() == ReadSpec.Kind.LIST ? List.of() : Json.view(null, spec.name());
    }
}
