package dev.driftwarden.site;

import dev.driftwarden.web.WebRequest;
import java.util.Optional;

/** Tells whether a request that changes something comes from another site's page. */
public final class Origins {
    private Origins() {}

    /**
     * Whether the browser says so. Clients that are no browsers send neither header; against those, cross-site requests are no
     * concern.
     */
    public static boolean foreign(WebRequest request) {
        Optional<String> site = request.header("sec-fetch-site");
        if (site.isPresent()) {
            return !site.get().equals("same-origin") && !site.get().equals("none");
        }
        return request.header("origin")
                .map(origin -> !ownAddress(origin, request.header("host").orElse("")))
                .orElse(false);
    }

    private static boolean ownAddress(String origin, String host) {
        return !host.isEmpty()
                && (origin.equalsIgnoreCase("https://" + host) || origin.equalsIgnoreCase("http://" + host));
    }
}
