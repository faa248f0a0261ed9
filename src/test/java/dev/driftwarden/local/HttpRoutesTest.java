package dev.driftwarden.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwarden.web.WebRequest;
import dev.driftwarden.web.WebResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpRoutesTest {
    private final RunningHost host = new RunningHost();

    @AfterEach
    void stop() {
        host.close();
    }

    @Test
    void givesTheBotTheWholeRequest() throws Exception {
        HttpResponse<String> answer = host.send(host.request("/api/v1/findings/a%20b?state=open&tag=x%26y&tag=z&flag")
                .method("PATCH", BodyPublishers.ofString("{\"ü\":1}"))
                .header("If-Match", "\"7\""));

        assertThat(answer.statusCode()).isEqualTo(200);
        WebRequest request = host.bot.requests().get(0);
        assertThat(request.method()).isEqualTo("PATCH");
        assertThat(request.path()).isEqualTo("/api/v1/findings/a b");
        assertThat(request.query())
                .isEqualTo(Map.of("state", List.of("open"), "tag", List.of("x&y", "z"), "flag", List.of("")));
        assertThat(request.header("if-match")).contains("\"7\"");
        assertThat(request.body()).isEqualTo("{\"ü\":1}");
    }

    @Test
    void givesTheVisitorTheWholeAnswer() throws Exception {
        host.bot.answer(request -> new WebResponse(
                418, Map.of("Content-Type", "application/problem+json", "ETag", "\"7\""), "{\"title\":\"größer\"}"));

        HttpResponse<String> answer = host.get("/console/findings");

        assertThat(answer.statusCode()).isEqualTo(418);
        assertThat(answer.headers().firstValue("etag")).contains("\"7\"");
        assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(answer.body()).isEqualTo("{\"title\":\"größer\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/console", "/console/", "/console/findings/1", "/api/v1/health", "/API/v1/health"})
    void leadsToTheBot(String path) throws Exception {
        assertThat(host.get(path).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/consoles", "/api/v2/health", "/x", "/runtime", "/admin/functions/Nobody"})
    void knowsNothingElse(String path) throws Exception {
        assertThat(host.get(path).statusCode()).isEqualTo(404);
        assertThat(host.bot.requests()).isEmpty();
    }

    @Test
    void leadsFromTheBareAddressToTheConsole() throws Exception {
        HttpResponse<String> answer = host.get("/");

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).contains("/console");
        assertThat(host.post("/", "").statusCode()).isEqualTo(405);
    }

    @Test
    void showsNoStackTraceWhenTheBotBreaks() throws Exception {
        host.bot.answer(request -> {
            throw new IllegalStateException("inner words");
        });

        HttpResponse<String> answer = host.get("/console");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("inner words", "Exception", "\tat ");
    }

    @Test
    void refusesABrowserThatWasLedHereByAnotherSite() throws Exception {
        assertThat(host.post("/api/v1/findings", "", "Origin", "https://example.com")
                        .statusCode())
                .isEqualTo(403);
        assertThat(host.post("/api/v1/findings", "", "Origin", host.address().toString())
                        .statusCode())
                .isEqualTo(200);
        assertThat(raw("GET /console HTTP/1.1\r\nHost: attacker.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 421");
    }

    private String raw(String request) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), host.address().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
