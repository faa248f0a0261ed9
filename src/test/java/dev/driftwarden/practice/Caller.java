package dev.driftwarden.practice;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** Calls a practice Azure as any HTTP client would. */
final class Caller {
    static final String PRODUCTION = "/subscriptions/" + PracticeEstate.PRODUCTION;
    static final String DEVELOPMENT = "/subscriptions/" + PracticeEstate.DEVELOPMENT;
    static final String DOCS =
            PRODUCTION + "/resourceGroups/rg-docs/providers/Microsoft.Storage/storageAccounts/stcontosodocs01";
    static final String STORAGE = "?api-version=2025-06-01";

    private final HttpClient http = HttpClient.newHttpClient();
    private final String endpoint;

    Caller(PracticeAzure azure) {
        this.endpoint = azure.endpoint().toString();
    }

    /** An answer with its body as JSON; an empty body is a missing node. */
    record Answer(int status, JsonNode body, HttpResponse<String> raw) {
        String header(String name) {
            return raw.headers().firstValue(name).orElse("");
        }

        String code() {
            return body.path("error").path("code").asText();
        }
    }

    Answer get(String path) throws IOException {
        return call("GET", path, "");
    }

    Answer call(String method, String path, String body, String... headers) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(path.startsWith("http") ? path : endpoint + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> raw = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            JsonNode json = Json.parse(raw.body()).orElse(Json.object().path("nothing"));
            return new Answer(raw.statusCode(), json, raw);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** All members of a list, following its links. */
    List<JsonNode> all(String path, String link) throws IOException {
        List<JsonNode> members = new ArrayList<>();
        String next = path;
        while (!next.isEmpty()) {
            JsonNode page = get(next).body();
            page.path("value").forEach(members::add);
            next = page.path(link).asText("");
        }
        return members;
    }
}
