package dev.driftwarden.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.driftwarden.site.PracticeScenarios;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The practice Azure's scenarios, asked for and started over HTTP as any visitor could. */
final class PracticeButtons implements PracticeScenarios {
    private static final Logger LOG = LoggerFactory.getLogger(PracticeButtons.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final URI practice;
    private final ObjectMapper json = new ObjectMapper();
    private volatile List<Scenario> known = List.of();
    private @Nullable HttpClient client;

    PracticeButtons(URI practice) {
        this.practice = practice;
    }

    /** Asked for until there is an answer; they stay the same while the practice Azure runs. */
    @Override
    public List<Scenario> all() {
        if (known.isEmpty()) {
            known = List.copyOf(asked());
        }
        return known;
    }

    private List<Scenario> asked() {
        List<Scenario> found = new ArrayList<>();
        JsonNode scenarios = send(HttpRequest.newBuilder(practice.resolve("/practice"))
                        .GET())
                .path("scenarios");
        scenarios.properties().forEach(entry -> found.add(scenario(entry.getKey(), entry.getValue())));
        return found;
    }

    private static Scenario scenario(String name, JsonNode value) {
        String title = value.isTextual() ? value.asText() : value.path("title").asText(name);
        return new Scenario(name, title, value.path("text").asText(""));
    }

    @Override
    public boolean run(String name) {
        if (all().stream().noneMatch(scenario -> scenario.name().equals(name))) {
            return false;
        }
        URI address = practice.resolve("/practice/scenarios/" + name);
        return !send(HttpRequest.newBuilder(address).POST(HttpRequest.BodyPublishers.noBody()))
                .isMissingNode();
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response =
                    client().send(request.timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
            return response.statusCode() < 300 ? json.readTree(response.body()) : json.missingNode();
        } catch (IOException e) {
            LOG.warn("practice Azure does not answer", e);
            return json.missingNode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return json.missingNode();
        }
    }

    private synchronized HttpClient client() {
        HttpClient ready =
                client == null ? HttpClient.newBuilder().connectTimeout(TIMEOUT).build() : client;
        client = ready;
        return ready;
    }
}
