package dev.driftwarden.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks a running bot over its API. A token is sent over https only; a practice person is named to this machine only. */
final class ApiClient {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final URI url;
    private final String person;
    private final @Nullable String token;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final ObjectMapper json = new ObjectMapper();

    ApiClient(URI url, String person, @Nullable String token) {
        boolean local = "http".equals(url.getScheme())
                && url.getHost() != null
                && url.getHost().matches("127\\.0\\.0\\.1|localhost|\\[::1]");
        if (url.getHost() == null || (!local && !"https".equals(url.getScheme()))) {
            throw new RefusedException("--url must be an https address, or http on this machine.");
        }
        if (!person.matches("[a-z]{1,30}")) {
            throw new RefusedException("--person must be 1 to 30 lower-case letters.");
        }
        if (token != null && (local || !token.matches("[\\x21-\\x7e]+"))) {
            throw new RefusedException("--token-file must hold one token, and is for https addresses.");
        }
        this.url = url;
        this.person = local ? person : "";
        this.token = token;
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    JsonNode get(String path) {
        return send(request(path).GET());
    }

    /** All items of a list; the path has at least one parameter. */
    Iterable<JsonNode> items(String path) {
        return () -> new ApiItems(this, path);
    }

    /** Posts an object of texts. */
    JsonNode post(String path, Map<String, String> fields) {
        ObjectNode body = json.createObjectNode();
        fields.forEach(body::put);
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString())));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(url.toString().replaceAll("/+$", "") + "/api/v1" + path))
                .timeout(PATIENCE)
                .header("Accept", "application/json");
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return person.isEmpty() ? request : request.header("x-practice-person", person);
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            JsonNode body = json.readTree(answer.body());
            if (answer.statusCode() != 200) {
                throw new RefusedException("The bot answered " + answer.statusCode() + ": "
                        + body.path("detail").asText("no reason given"));
            }
            return body;
        } catch (JsonProcessingException e) {
            throw new RefusedException("What answers at " + url + " is not the API of a bot.");
        } catch (IOException e) {
            throw new RefusedException(
                    "No bot answers at " + url + "; start one with 'driftwarden local'. (" + e + ")");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException("interrupted");
        }
    }

    /** The bot cannot be asked, or said no. The message is for the person at the command line. */
    static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }
}
