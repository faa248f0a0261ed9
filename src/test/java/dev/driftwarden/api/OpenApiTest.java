package dev.driftwarden.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.engine.SweepDesk;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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

    /** Asks every changing route with the tag of something else: where it is compared, and only there, the description says so. */
    @Test
    void namesIfMatchExactlyWhereItIsCompared() {
        Map<String, Integer> answered = new TreeMap<>();
        Map<String, Integer> described = new TreeMap<>();
        try (SiteRun run = new SiteRun()) {
            Map<String, String> ids = ids(run);
            Map<String, String> headers = new HashMap<>(SiteRun.signedIn(SiteRun.PAT));
            headers.put("content-type", "application/json");
            headers.put("if-match", "\"the-tag-of-something-else\"");
            new Api(run.parts).routes().stream().filter(Route::changes).forEach(route -> {
                String template = String.valueOf(route.template());
                String kind = template.split("/", 3)[1];
                String address = template.replace("{id}", ids.getOrDefault(kind, "none"));
                answered.put(
                        template,
                        run.site
                                .handle(SiteRun.request("POST", Api.PREFIX + address, headers, "{}"))
                                .status());
                described.put(template, compared(template) ? 412 : 400);
            });
        }
        assertThat(answered).isEqualTo(described).containsValues(412, 400);
    }

    private boolean compared(String template) {
        JsonNode post = document.path("paths").path(template).path("post");
        boolean named = post.path("parameters").toString().contains("#/components/parameters/IfMatch");
        assertThat(post.path("responses").has("412"))
                .as(template)
                .isEqualTo(named || template.startsWith("/approvals/{id}"));
        return named;
    }

    /** Something to change of each kind. */
    private static Map<String, String> ids(SiteRun run) {
        run.bot.watchDirectory();
        String finding = run.waiting().id().value();
        run.bot.desk.rejections().record("event", "no event", "{}");
        new SweepDesk(run.bot.desk).nightly();
        return Map.of(
                "findings", finding,
                "approvals", String.valueOf(run.finding().planId()),
                "rules", "storage.https-only",
                "sweeps", run.bot.lastSweep().id(),
                "rejections",
                        run.bot
                                .desk
                                .rejections()
                                .list(true, null, 1)
                                .items()
                                .get(0)
                                .id(),
                "baselines",
                        SiteRun.json(run.get(SiteRun.VERA, "/api/v1/baselines"))
                                .at("/items/0/id")
                                .asText());
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
