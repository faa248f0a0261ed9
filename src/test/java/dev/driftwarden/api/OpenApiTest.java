package dev.driftwarden.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The published description says what the routes do. */
class OpenApiTest {
    private final JsonNode document = OpenApi.document();

    @Test
    void describesEveryOperationAndNoOther() {
        Map<String, Set<String>> described = new TreeMap<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(operation -> !operation.getKey().equals("parameters"))
                        .forEach(operation ->
                                described.put(operation.getKey() + " " + path.getKey(), inputs(operation.getValue()))));
        Map<String, Set<String>> routed = new TreeMap<>();
        try (SiteRun run = new SiteRun()) {
            new Api(run.parts)
                    .routes()
                    .forEach(route -> routed.put(
                            route.method().toLowerCase(Locale.ROOT) + " " + route.template(),
                            new TreeSet<>(route.inputs())));
        }
        assertThat(described).isEqualTo(routed);
    }

    @Test
    void offersToCompareOnlyWhatCanBeRead() {
        AtomicInteger count = new AtomicInteger();
        document.path("paths").properties().forEach(path -> {
            String above = path.getKey().substring(0, path.getKey().lastIndexOf('/'));
            boolean comparable = path.getValue().has("get")
                    || document.path("paths").path(above).has("get");
            boolean named =
                    path.getValue().at("/post/parameters").toString().contains("#/components/parameters/IfMatch");
            if (named) {
                assertThat(comparable).as(path.getKey()).isTrue();
                count.incrementAndGet();
            }
        });
        assertThat(count).hasValueGreaterThanOrEqualTo(6);
    }

    private static Set<String> inputs(JsonNode operation) {
        Set<String> names = new TreeSet<>();
        operation.path("parameters").forEach(one -> {
            if (!one.has("$ref")) {
                names.add(one.path("name").asText());
            }
        });
        operation
                .at("/requestBody/content/application~1json/schema/properties")
                .fieldNames()
                .forEachRemaining(names::add);
        return names;
    }

    @Test
    void pointsOnlyToSchemasThatItHas() {
        Pattern.compile("#/components/schemas/(\\w+)")
                .matcher(document.toString())
                .results()
                .map(found -> found.group(1))
                .forEach(name -> assertThat(document.at("/components/schemas").has(name))
                        .as(name)
                        .isTrue());
        assertThat(document.path("openapi").asText()).isEqualTo("3.1.0");
    }
}
