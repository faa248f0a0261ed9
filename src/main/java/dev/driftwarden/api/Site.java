package dev.driftwarden.api;

import dev.driftwarden.console.Console;
import dev.driftwarden.site.SiteParts;
import dev.driftwarden.store.StoreException;
import dev.driftwarden.web.WebRequest;
import dev.driftwarden.web.WebResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that the bot answers over HTTP: the JSON API, the console, and a way from the bare address to it. */
public final class Site {
    private static final Logger LOG = LoggerFactory.getLogger(Site.class);
    private static final Map<String, String> ALWAYS = Map.of(
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Resource-Policy",
            "same-origin");

    private final Api api;
    private final Console console;
    private final @Nullable SlackButtons slack;

    public Site(SiteParts parts) {
        this(parts, /* slack= */ null);
    }

    /** @param slack null when Slack has no buttons */
    public Site(SiteParts parts, @Nullable SlackButtons slack) {
        this.api = new Api(parts);
        this.console = new Console(parts);
        this.slack = slack;
    }

    /** Answers one request. Mistakes, a store that cannot be reached, even bugs are answers, never exceptions. */
    public WebResponse handle(WebRequest request) {
        WebResponse answer = withoutBodyForHead(request, answered(request));
        Map<String, String> headers = new HashMap<>(ALWAYS);
        headers.put("Cache-Control", "no-store");
        headers.putAll(answer.headers());
        return new WebResponse(answer.status(), headers, answer.body());
    }

    private WebResponse answered(WebRequest request) {
        boolean forApi = request.path().equals(Api.PREFIX) || request.path().startsWith(Api.PREFIX + "/");
        try {
            if (slack != null && request.path().equals(SlackButtons.PATH)) {
                return slack.handle(request);
            }
            return forApi ? tagged(request, api.handle(request)) : console.handle(request);
        } catch (StoreException e) {
            LOG.warn("store not reachable path={}", request.path(), e);
            return forApi ? unreachable(request) : console.unreachable(request);
        } catch (RuntimeException e) {
            LOG.error("request failed path={}", request.path(), e);
            return forApi ? failed(request) : console.failed(request);
        }
    }

    /** A bug, or a stored record that this version cannot read: the log has the details, the answer none. */
    private static WebResponse failed(WebRequest request) {
        String detail = "This went wrong inside Driftwarden; its log says why.";
        return new Problem(500, "internal", "Something went wrong", detail, List.of()).response(request.path());
    }

    private static WebResponse unreachable(WebRequest request) {
        String detail = "The bot's own storage cannot be reached. Nothing was lost; try again in a few seconds.";
        return new Problem(503, "store-unreachable", "Not available right now", detail, List.of())
                .response(request.path(), Map.of("Retry-After", "10"));
    }

    /** Saves the transfer when the asker has it already. */
    private static WebResponse tagged(WebRequest request, WebResponse answer) {
        if (answer.status() != 200 || request.method().equals("POST")) {
            return answer;
        }
        String etag = "\"" + digest(answer.body()) + "\"";
        Map<String, String> headers = new HashMap<>(answer.headers());
        headers.put("ETag", etag);
        headers.put("Cache-Control", "private, no-cache");
        boolean known = Arrays.stream(request.header("if-none-match").orElse("").split(",", -1))
                .map(String::strip)
                .anyMatch(etag::equals);
        return new WebResponse(known ? 304 : 200, headers, known ? "" : answer.body());
    }

    private static String digest(String body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static WebResponse withoutBodyForHead(WebRequest request, WebResponse answer) {
        return request.method().equals("HEAD") ? new WebResponse(answer.status(), answer.headers(), "") : answer;
    }
}
