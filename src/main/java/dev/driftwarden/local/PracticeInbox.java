package dev.driftwarden.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.driftwarden.site.Shown;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Collectors;

/** Stands in for the chat and the ticket system of the practice tenant: takes what the bot tells, and shows the latest of it. */
final class PracticeInbox {
    static final String PATH = "/practice/inbox";

    private static final int KEPT = 100;
    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Practice inbox · Driftwarden</title>
            <style>
            body { font: 1rem/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem;
                   color: #1b1f24; background: #fff; overflow-wrap: anywhere; }
            article { margin: 1rem 0; padding: .75rem 1rem; background: #f3f5f8; border: 1px solid #8a94a3; border-radius: .4rem; }
            h2 { font-size: 1rem; margin: 0; }
            pre { white-space: pre-wrap; font-size: .85rem; }
            a { color: #0b5cad; }
            @media (prefers-color-scheme: dark) {
              body { color: #e8ebef; background: #14171b; }
              article { background: #23282f; }
              a { color: #8cc2ff; }
            }
            </style>
            </head>
            <body>
            <main>
            <h1>Practice inbox</h1>
            <p>What the bot would tell people and ticket systems, newest first. In Azure it goes to Teams, Slack, e-mail, Jira and others.
            <a href="/console">To the console</a></p>
            %s
            </main>
            </body>
            </html>
            """;

    private final Deque<JsonNode> latest = new ArrayDeque<>();
    private final ObjectMapper json = new ObjectMapper();

    Reply handle(Incoming request) {
        if (request.method().equals("POST")) {
            return take(request.body());
        }
        return request.method().equals("GET") || request.method().equals("HEAD")
                ? page()
                : Reply.empty(405).with("Allow", "GET, HEAD, POST");
    }

    private synchronized Reply take(String body) {
        try {
            latest.addFirst(json.readTree(body));
        } catch (JsonProcessingException e) {
            return Reply.text(400, "The body is no JSON.");
        }
        if (latest.size() > KEPT) {
            latest.removeLast();
        }
        return Reply.empty(202);
    }

    private synchronized Reply page() {
        String all = latest.stream().map(PracticeInbox::article).collect(Collectors.joining("\n"));
        return Reply.html(200, PAGE.formatted(all.isEmpty() ? "<p>Nothing yet.</p>" : all))
                .with("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
                .with("Cache-Control", "no-store");
    }

    private static String article(JsonNode post) {
        boolean ticket = post.path("type").asText().equals("ticket");
        String what = ticket
                ? "ticket " + post.path("change").asText()
                : post.path("kind").asText();
        return "<article><h2>" + shown(what) + ": " + shown(post.path("title").asText()) + "</h2>\n"
                + "<p>" + shown(post.path(ticket ? "outcome" : "text").asText()) + "</p>\n"
                + "<details><summary>All of it</summary><pre>" + shown(post.toPrettyString())
                + "</pre></details></article>";
    }

    private static String shown(String text) {
        return "<bdi>" + Html.escaped(Shown.text(text, Shown.BLOCK)) + "</bdi>";
    }
}
