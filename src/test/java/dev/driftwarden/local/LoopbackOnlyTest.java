package dev.driftwarden.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoopbackOnlyTest {

    /** A page that sends no referrer posts its own forms with the origin null: then what the browser says of the site counts. */
    @ParameterizedTest
    @CsvSource({
        "POST, null, same-origin, true",
        "POST, null, cross-site, false",
        "POST, null, same-site, false",
        "POST, null, '', false",
        "POST, http://localhost:7071, '', true",
        "POST, http://localhost:7071, cross-site, false",
        "POST, https://example.com, '', false",
        "POST, '', '', true",
        "GET, https://example.com, cross-site, true",
    })
    void takesPostsOfItsOwnPagesOnly(String method, String origin, String site, boolean taken) {
        Map<String, String> headers = new HashMap<>(Map.of("host", "localhost:7071"));
        if (!origin.isEmpty()) {
            headers.put("origin", origin);
        }
        if (!site.isEmpty()) {
            headers.put("sec-fetch-site", site);
        }
        Incoming request = new Incoming(method, URI.create("/console/approvals"), headers, "");
        assertThat(new LoopbackOnly(7071).refusal(request).isEmpty()).isEqualTo(taken);
    }
}
