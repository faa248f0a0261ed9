package dev.driftwarden.console;

import dev.driftwarden.web.WebResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The few files that pages load: one style sheet, one script, htmx, the icon. */
final class Assets {
    static final String PREFIX = "/console/assets/";
    private static final String OWN = "/dev/driftwarden/console/";
    private static final String HTMX = "/META-INF/resources/webjars/htmx.org/2.0.10/dist/htmx.min.js";
    private static final Map<String, Asset> KNOWN = Map.of(
            "console.css", new Asset(OWN + "console.css", "text/css; charset=utf-8"),
            "console.js", new Asset(OWN + "console.js", "text/javascript; charset=utf-8"),
            "htmx.js", new Asset(HTMX, "text/javascript; charset=utf-8"),
            "icon.svg", new Asset(OWN + "icon.svg", "image/svg+xml"));

    private final Map<String, String> read = new ConcurrentHashMap<>();

    private record Asset(String resource, String contentType) {}

    /** The file, or empty when there is none of this name. */
    Optional<WebResponse> get(String name) {
        return Optional.ofNullable(KNOWN.get(name)).map(asset -> {
            Map<String, String> headers = new HashMap<>(Templates.headers(asset.contentType()));
            headers.put("Cache-Control", "public, max-age=3600");
            return new WebResponse(200, headers, read.computeIfAbsent(asset.resource(), Assets::load));
        });
    }

    private static String load(String resource) {
        try (InputStream file = Assets.class.getResourceAsStream(resource)) {
            return new String(
                    Objects.requireNonNull(file, resource + " is not in the jar")
                            .readAllBytes(),
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
