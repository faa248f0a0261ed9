package dev.driftwarden.local;

import java.util.Optional;
import java.util.Set;

/**
 * Keeps web pages of other sites out. The local host listens on 127.0.0.1 only, but a browser on this machine can be made to
 * call it: by a name that an attacker points here, or by a form on a foreign page.
 */
final class LoopbackOnly {
    private final Set<String> hosts;

    LoopbackOnly(int port) {
        this.hosts = Set.of("127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port);
    }

    /** The refusal; empty when the request may pass. */
    Optional<Reply> refusal(Incoming request) {
        if (!hosts.contains(request.header("host").orElse(""))) {
            return Optional.of(Reply.text(421, "This is a local host; call it by 127.0.0.1 or localhost."));
        }
        return foreign(request) && !request.method().equals("GET")
                ? Optional.of(Reply.text(403, "Requests from other sites are refused."))
                : Optional.empty();
    }

    /**
     * Browsers say themselves where a request comes from. Where they do, that counts: a page that sends no referrer posts its own
     * forms with the origin {@code null}.
     */
    private boolean foreign(Incoming request) {
        return request.header("sec-fetch-site")
                .map(site -> !site.equals("same-origin") && !site.equals("none"))
                .orElseGet(() ->
                        request.header("origin").filter(origin -> !own(origin)).isPresent());
    }

    private boolean own(String origin) {
        return origin.startsWith("http://") && hosts.contains(origin.substring("http://".length()));
    }
}
